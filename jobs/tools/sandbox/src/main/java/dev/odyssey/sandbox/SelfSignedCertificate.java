package dev.odyssey.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.odyssey.deploy.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate of 127.0.0.1 that nobody but itself vouches for, for tests of TLS.
 *
 * @param keystore with its private key, PKCS #12
 * @param password of the keystore and of the key
 * @param certificate as PEM: what clients trust
 */
public record SelfSignedCertificate(Path keystore, String password, Path certificate) {

  private static final String ALIAS = "server";
  private static final int LINE = 64;

  /** Makes a key and a certificate in a directory. */
  public static SelfSignedCertificate create(Path directory) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    SelfSignedCertificate made =
        new SelfSignedCertificate(
            directory.resolve("server.p12"),
            HexFormat.of().formatHex(random),
            directory.resolve("server.pem"));
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -validity 2 -dname CN=127.0.0.1"
            + " -ext SAN=ip:127.0.0.1 -storetype PKCS12",
        made);
    keytool("-exportcert -rfc -file " + made.certificate, made);
    return made;
  }

  private static void keytool(String arguments, SelfSignedCertificate made) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-alias",
            ALIAS,
            "-keystore",
            made.keystore.toString(),
            "-storepass:env",
            "STOREPASS");
    builder.command().addAll(1, List.of(arguments.split(" ")));
    builder.environment().put("STOREPASS", made.password);
    var unused = JavaCommand.output(builder.redirectErrorStream(true));
  }

  /** The private key as PEM. */
  public String privateKey() {
    try (InputStream in = Files.newInputStream(keystore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      Key key = store.getKey(ALIAS, password.toCharArray());
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(
              Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII))
                  .encodeToString(key.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot read " + keystore, e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SelfSignedCertificate[" + certificate + "]";
  }
}
