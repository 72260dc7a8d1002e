package dev.millrace.http.signature;

import dev.millrace.kit.Problems;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;

/** What can be wrong with {@link VerifySettings}, each on the key to change. */
final class VerifyChecks {

    private VerifyChecks() {}

    static void validate(AbstractConfig config, Problems problems) {
        VerifySettings settings = VerifySettings.from(config);
        Preset preset = Presets.of(settings.preset());
        if (preset.name().equals("hmac")) {
            if (!isHmacSound(config, problems)) {
                return;
            }
        } else {
            HmacSettings.keys().stream()
                    .filter(key -> config.originals().containsKey(key))
                    .forEach(key ->
                            problems.report(key, "is only used with webhook.verify=hmac: set that, or remove it"));
        }
        given(settings).forEach((key, isGiven) -> fits(preset, key, isGiven, problems));
        if (isKeysUrlWrong(settings, problems)) {
            return;
        }
        List<Proof> proofs = preset.proofs().apply(settings);
        signing(settings, proofs, problems);
        anyProof(preset, settings, proofs, problems);
        file(settings, problems);
        topics(settings, problems);
        subjects(settings, problems);
        secrets(settings, proofs, problems);
    }

    private static boolean isHmacSound(AbstractConfig config, Problems problems) {
        boolean[] sound = {true};
        HmacSettings.validate(config, (key, sentence) -> {
            sound[0] = false;
            problems.report(key, sentence);
        });
        return sound[0];
    }

    /** The options that only some presets have a use for, and whether they say something. */
    private static Map<String, Boolean> given(VerifySettings settings) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put(
                VerifySettings.SECRETS,
                !settings.secrets().isEmpty() || settings.secretsFile().isPresent());
        given.put(VerifySettings.USER, !settings.user().isEmpty());
        given.put(VerifySettings.HEADER, !settings.header().equals(VerifySettings.DEFAULT_HEADER));
        given.put(VerifySettings.PARAMETER, !settings.parameter().equals(VerifySettings.DEFAULT_PARAMETER));
        given.put(VerifySettings.SUBJECTS, !settings.subjects().isEmpty());
        given.put(VerifySettings.WEBHOOK_ID, !settings.webhookId().isEmpty());
        given.put(VerifySettings.TOPICS, !settings.topics().isEmpty());
        given.put(VerifySettings.HOSTS, !settings.hosts().isEmpty());
        given.put(VerifySettings.KEYS_URL, !settings.keysUrl().isEmpty());
        given.put(VerifySettings.AUDIENCE, !settings.audience().isEmpty());
        given.put(VerifySettings.ISSUER, !settings.issuer().isEmpty());
        return given;
    }

    private static void fits(Preset preset, String key, boolean isGiven, Problems problems) {
        String choice = VerifySettings.VERIFY + "=" + preset.name();
        if (isGiven && !preset.options().contains(key)) {
            problems.report(key, "is not used with " + choice + ": remove it, or choose the preset that it belongs to");
        }
        if (!isGiven && preset.needed().contains(key)) {
            problems.report(
                    key,
                    key.equals(VerifySettings.SECRETS)
                            ? "is missing, and " + choice + " verifies with it: set it or "
                                    + VerifySettings.SECRETS_FILE
                            : "is missing, and " + choice + " needs it");
        }
    }

    private static void signing(VerifySettings settings, List<Proof> proofs, Problems problems) {
        boolean signs = proofs.stream()
                .anyMatch(proof -> !(proof instanceof TokenProof
                        || proof instanceof CertificateProof
                        || proof instanceof GraphProof
                        || proof instanceof NoProof));
        boolean tokens = proofs.stream()
                .anyMatch(proof ->
                        proof instanceof GraphProof graph && graph.tokens().isPresent());
        if (settings.requireSigned() && !signs && !tokens) {
            problems.report(
                    VerifySettings.REQUIRE_SIGNED,
                    "can't be kept with " + VerifySettings.VERIFY + "=" + settings.preset()
                            + " as it is configured, which has no signatures: set it to false, or set "
                            + VerifySettings.AUDIENCE + " where the provider sends tokens");
        }
    }

    /** Some proofs need no secret, but then something else. */
    private static void anyProof(Preset preset, VerifySettings settings, List<Proof> proofs, Problems problems) {
        boolean hasSecrets =
                !settings.secrets().isEmpty() || settings.secretsFile().isPresent();
        if (hasSecrets || preset.needed().contains(VerifySettings.SECRETS)) {
            return;
        }
        Terms bare = new Terms(
                new Secrets(List.of()),
                settings.tolerance(),
                new FetchedKeys(SenderFetch::open, System::nanoTime),
                CertificateTrust::platform);
        if (proofs.stream().noneMatch(proof -> proof.isReady(bare))) {
            problems.report(
                    VerifySettings.SECRETS,
                    "is missing, and nothing else that " + VerifySettings.VERIFY + "=" + preset.name()
                            + " could verify with is set: set it, or the options for published keys");
        }
    }

    private static void file(VerifySettings settings, Problems problems) {
        settings.secretsFile()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(
                        file -> problems.report(
                                VerifySettings.SECRETS_FILE,
                                "names a file that can't be read here: put it on every worker, readable for the worker's user"));
    }

    private static void topics(VerifySettings settings, Problems problems) {
        for (String topic : settings.topics()) {
            if (!topic.equals("*") && !topic.startsWith("arn:")) {
                problems.report(
                        VerifySettings.TOPICS,
                        "takes resource names, such as arn:aws:sns:eu-central-1:123456789012:orders, or *");
            }
        }
    }

    private static void subjects(VerifySettings settings, Problems problems) {
        settings.subjects().stream()
                .filter(subject -> !CertificateProof.isName(subject))
                .forEach(subject -> problems.report(
                        VerifySettings.SUBJECTS,
                        "holds \"" + subject + "\", which is no distinguished name: write it as CN=partner,O=Acme"));
    }

    private static void secrets(VerifySettings settings, List<Proof> proofs, Problems problems) {
        for (int number = 0; number < settings.secrets().size(); number++) {
            String secret = settings.secrets().get(number);
            Optional<String> wanted = wanted(proofs, secret);
            if (wanted.isPresent()) {
                problems.report(
                        VerifySettings.SECRETS,
                        "holds as number " + (number + 1) + " something that is not " + wanted.get()
                                + ": copy it as the provider shows it");
            }
        }
    }

    /** In which form a secret should be; empty when it is in one of them. */
    private static Optional<String> wanted(List<Proof> proofs, String secret) {
        Optional<String> wanted = Optional.empty();
        for (Proof proof : proofs) {
            Optional<KeySource.Configured> keys =
                    proof instanceof SignatureScheme scheme && scheme.keys() instanceof KeySource.Configured configured
                            ? Optional.of(configured)
                            : Optional.empty();
            boolean takesAnyText =
                    proof instanceof TokenProof || proof instanceof GraphProof || proof instanceof JwtProof;
            if (takesAnyText
                    || keys.filter(some -> some.form()
                                    .read(some.algorithm(), 0, secret)
                                    .isPresent())
                            .isPresent()) {
                return Optional.empty();
            }
            String title = keys.map(KeySource.Configured::title).orElse("");
            if (!title.isEmpty()) {
                wanted = Optional.of(
                        wanted.map(before -> before + " or " + title).orElse(title));
            }
        }
        return wanted;
    }

    private static boolean isKeysUrlWrong(VerifySettings settings, Problems problems) {
        boolean bearer = settings.preset().equals("bearer");
        if (bearer && settings.keysUrl().isEmpty() && !settings.audience().isEmpty()) {
            problems.report(
                    VerifySettings.KEYS_URL,
                    "is missing, and the tokens of " + VerifySettings.AUDIENCE + " are verified with the keys there");
        }
        if (bearer && settings.audience().isEmpty() && !settings.keysUrl().isEmpty()) {
            problems.report(
                    VerifySettings.AUDIENCE, "is missing: without it any token of that issuer would be welcome here");
        }
        boolean wrong = !settings.keysUrl().isEmpty()
                && Addresses.https(settings.keysUrl()).isEmpty();
        if (wrong) {
            problems.report(
                    VerifySettings.KEYS_URL,
                    "is no https address with a host and without user name and fragment: keys must not be fetched otherwise");
        }
        return wrong;
    }
}
