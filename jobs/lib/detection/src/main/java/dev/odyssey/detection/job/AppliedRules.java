package dev.odyssey.detection.job;

import dev.odyssey.detection.custom.CustomRule;
import dev.odyssey.detection.custom.RuleReader;
import dev.odyssey.detection.custom.RuleVersions;
import dev.odyssey.detection.documents.DocumentKey;
import dev.odyssey.detection.documents.RuleDocument;
import dev.odyssey.detection.operator.ShadowScope;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Version;
import dev.odyssey.streaming.yaml.StrictYaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a job judges by: its files and the documents that were published since. It is the same
 * whether a version came with a file or in a document, and in whatever order documents came.
 *
 * @param policies those that are live
 * @param custom the versions of rules of one's own as they hold, in the shadow too
 * @param shadowPolicies those that would hold if all that are in the shadow were live; the live
 *     ones if none is
 * @param scope what is tried in the shadow
 */
record AppliedRules(
    Policies policies, List<CustomRule> custom, Policies shadowPolicies, ShadowScope scope) {

  private static final String MODE = "mode";
  private static final String SHADOW = "shadow";

  /**
   * The rules of files and documents together. A document takes the place of a version of the same
   * instant in a file, so that what was published can be written into the file later.
   *
   * @param retention nothing can be looked for beyond it
   * @param warnings takes the key of a document, and what it says that is allowed and surely not
   *     meant
   * @throws IllegalArgumentException naming the document, the key and the value that are wrong
   */
  static AppliedRules of(
      Rulebook files,
      List<RuleDocument> documents,
      Duration retention,
      BiConsumer<String, String> warnings) {
    Policies live = files.policies();
    List<CustomRule> custom = RuleVersions.sideBySide(files.custom());
    List<Version> tried = new ArrayList<>();
    for (RuleDocument document : documents) {
      DocumentKey key = DocumentKey.parse(document.key());
      StrictYaml yaml = new StrictYaml("Document", document.key());
      Map<?, ?> said = yaml.read(document.text());
      if (key.isOfPolicies()) {
        Version version = version(document.key(), said);
        live = isShadow(yaml, said) ? live : live.replacing(version);
        if (isShadow(yaml, said)) {
          tried.add(version);
        }
      } else {
        custom =
            RuleVersions.with(
                custom,
                RuleReader.ofDocument(
                        document.key(),
                        files.policies(),
                        retention,
                        warning -> warnings.accept(document.key(), warning))
                    .version(key.name(), said));
      }
    }
    Policies shadow = live;
    for (Version version : tried) {
      shadow = shadow.replacing(version);
    }
    return new AppliedRules(live, custom, shadow, scope(custom, tried, shadow));
  }

  private static boolean isShadow(StrictYaml yaml, Map<?, ?> said) {
    Object mode = said.get(MODE);
    if (mode != null && !mode.equals(SHADOW) && !mode.equals("live")) {
      throw yaml.wrong(MODE, mode, "expected live or shadow");
    }
    return SHADOW.equals(mode);
  }

  private static Version version(String key, Map<?, ?> said) {
    Map<Object, Object> version = new HashMap<>(said);
    version.remove(MODE);
    return Version.of(key, version);
  }

  private static ShadowScope scope(List<CustomRule> custom, List<Version> tried, Policies shadow) {
    ShadowScope.Builder scope = new ShadowScope.Builder();
    for (CustomRule rule : custom) {
      if (rule.shadow()) {
        scope.of(rule.code(), rule.from(), rule.until());
      }
    }
    for (Version version : tried) {
      long from = version.from().toEpochMilli();
      scope.ofAll(from, shadow.until(from));
    }
    return scope.build();
  }

  /** The rules of one's own that are live. */
  List<CustomRule> live() {
    return custom.stream().filter(rule -> !rule.shadow()).toList();
  }

  /** The rules of one's own that would hold if all that are in the shadow were live. */
  List<CustomRule> ifPromoted() {
    return RuleVersions.ifPromoted(custom);
  }

  /** A text that is equal if and only if rules judge alike. */
  String text() {
    StringBuilder text = new StringBuilder(policies.toString());
    for (CustomRule rule : custom) {
      text.append('\n').append(rule.code()).append(' ').append(rule.from());
      text.append(' ').append(rule.until()).append(' ').append(rule.text());
    }
    if (!shadowPolicies.equals(policies)) {
      text.append('\n').append(SHADOW).append(' ').append(shadowPolicies);
    }
    return text.toString();
  }
}
