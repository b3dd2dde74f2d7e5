package dev.odyssey.streaming.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.odyssey.streaming.Secret;
import dev.odyssey.streaming.options.RegistryOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Asks a registry over Confluent's REST API. Nothing is cached and nothing tried again here.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the
 *     API</a>
 */
final class SchemaRegistry {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** Confluent's codes. A 404 without one is somebody else's: a proxy's, or of a wrong path. */
  private static final int NO_SUBJECT = 40401;

  private static final int NO_SCHEMA = 40403;

  private final String url;
  private final Secret credentials;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  SchemaRegistry(RegistryOptions options) {
    url = options.url();
    credentials = options.credentials();
  }

  /** A schema that is registered for a subject. */
  record Registered(int id, Schema schema) {}

  /**
   * The schema of an id.
   *
   * @throws UnknownSchemaException if the registry says that there is none, or it is not Avro
   * @throws RegistryException if the registry does not say
   */
  Schema schema(int id) throws IOException {
    Answer answer = send(request("/schemas/ids/" + id).GET());
    if (answer.is(NOT_FOUND, NO_SCHEMA)) {
      throw new UnknownSchemaException("the registry knows no schema of id " + id);
    }
    return parse("schema " + id + " of the registry", answer.expectOk());
  }

  /**
   * The schemas that are registered for a subject and can be read; none for an unknown subject.
   *
   * @throws RegistryException if the registry does not say
   */
  List<Registered> registered(String subject) throws IOException {
    String path = "/subjects/" + encoded(subject) + "/versions";
    Answer versions = send(request(path).GET());
    if (versions.is(NOT_FOUND, NO_SUBJECT)) {
      return List.of();
    }
    List<Registered> registered = new ArrayList<>();
    for (JsonNode version : versions.expectOk()) {
      JsonNode body = send(request(path + "/" + version.asInt()).GET()).expectOk();
      try {
        registered.add(new Registered(body.path("id").asInt(), parse(subject, body)));
      } catch (UnknownSchemaException e) {
        // Nobody can read it: whoever meets a record in it will say so.
        continue;
      }
    }
    return registered;
  }

  /**
   * Registers a schema for a subject, or finds it registered; returns its id.
   *
   * @throws IncompatibleSchemaException if the registry refuses it
   * @throws RegistryException if the registry does not say
   */
  int register(String subject, Schema schema) throws IOException {
    String body = JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
    Answer answer =
        send(
            request("/subjects/" + encoded(subject) + "/versions")
                .header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(body)));
    if (answer.status == CONFLICT) {
      throw new IncompatibleSchemaException(
          "%s is not compatible with what the registry at %s has for the subject %s: %s"
              .formatted(schema.getFullName(), url, subject, answer.message()));
    }
    return answer.expectOk().path("id").asInt();
  }

  private static Schema parse(String what, JsonNode body) throws UnknownSchemaException {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnknownSchemaException(what + " is " + type + ", not Avro");
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (RuntimeException e) {
      // Avro does not say all it refuses as its own: a type that is defined elsewhere is missing.
      throw new UnknownSchemaException(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER)
            .header("Accept", MEDIA_TYPE + ", application/json");
    if (credentials != null) {
      byte[] userAndPassword = credentials.reveal().getBytes(StandardCharsets.UTF_8);
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(userAndPassword));
    }
    return request;
  }

  private Answer send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    String asked = request.method() + " " + request.uri();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(asked, response.statusCode(), response.body());
    } catch (IOException e) {
      throw new RegistryException(asked + ": " + e, true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted in " + asked).initCause(e);
    }
  }

  /** What the registry answered. */
  private static final class Answer {

    private final String asked;
    private final int status;
    private final JsonNode body;

    Answer(String asked, int status, String text) {
      this.asked = asked;
      this.status = status;
      JsonNode read;
      try {
        read = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        read = JsonNodeFactory.instance.missingNode();
      }
      this.body = read;
    }

    boolean is(int expectedStatus, int code) {
      return status == expectedStatus && body.path("error_code").asInt() == code;
    }

    String message() {
      return body.path("message").asText("no reason given");
    }

    JsonNode expectOk() throws RegistryException {
      boolean ok = status == OK && (body.isObject() || body.isArray());
      if (!ok) {
        boolean mayPass =
            status >= SERVER_ERROR
                || status == NOT_FOUND
                || status == REQUEST_TIMEOUT
                || status == TOO_MANY_REQUESTS;
        throw new RegistryException(asked + ": status " + status + ", " + message(), mayPass, null);
      }
      return body;
    }
  }
}
