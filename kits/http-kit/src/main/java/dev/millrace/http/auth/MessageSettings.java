package dev.millrace.http.auth;

import dev.millrace.http.Authenticator;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530).
 *
 * @param components as the settings have them
 */
record MessageSettings(
        MessageAlgorithm algorithm,
        SecretOption key,
        SecretOption keyPassword,
        SecretForm keyForm,
        String keyId,
        List<String> components,
        String label,
        ContentDigest digest,
        boolean namesAlgorithm,
        boolean hasNonce,
        String tag,
        Duration lifetime)
        implements SchemeSettings {

    static final String ALGORITHM = "http.auth.signature.algorithm";
    static final String KEY = "http.auth.signature.key";
    static final String KEY_PASSWORD = "http.auth.signature.key.password";
    static final String KEY_FORM = "http.auth.signature.key.form";
    static final String KEY_ID = "http.auth.signature.key.id";
    static final String COMPONENTS = "http.auth.signature.components";
    static final String LABEL = "http.auth.signature.label";
    static final String DIGEST = "http.auth.signature.digest";
    static final String NAME_ALGORITHM = "http.auth.signature.name.algorithm";
    static final String NONCE = "http.auth.signature.nonce";
    static final String TAG = "http.auth.signature.tag";
    static final String LIFETIME = "http.auth.signature.lifetime.ms";

    static final List<String> KEYS = keys();

    private static final String CHOICE = "http.auth=http-signature";

    /** RFC 9651 sections 3.1.2 and 3.3.3. */
    private static final Pattern LABEL_FORM = Pattern.compile("[a-z*][a-z0-9_.*-]*");

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    MessageSettings {
        components = List.copyOf(components);
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "HTTP message signatures");
        group.add(
                ALGORITHM,
                ConfigDef.Type.STRING,
                MessageAlgorithm.HMAC_SHA256.title(),
                ConfigDef.CaseInsensitiveValidString.in(MessageAlgorithm.titles()),
                ConfigDef.Importance.MEDIUM,
                "How requests are signed with " + CHOICE + ". Set it to what the receiver has a key for.");
        SecretOption.define(
                group,
                KEY,
                "The key to sign with: the shared secret of hmac-sha256, else a private key as PEM or the base64 of PKCS#8. Set"
                        + " it with " + CHOICE + ".");
        SecretOption.define(
                        group,
                        KEY_PASSWORD,
                        "The password of an encrypted private key. Set it when the key's PEM says ENCRYPTED.")
                .choice(
                        KEY_FORM,
                        SecretForm.BASE64,
                        "How the shared secret of hmac-sha256 is written. Choose utf8 when the text itself is the secret.")
                .text(
                        KEY_ID,
                        "",
                        "The name by which the receiver finds the key, sent as keyid. Leave it empty when the receiver knows one"
                                + " key only.")
                .list(
                        COMPONENTS,
                        "@method,@target-uri,content-type,content-digest",
                        "What is signed: fields, and @method, @target-uri, @authority, @scheme, @request-target, @path, @query or"
                                + " @query-param;name=Pet; a field may have ;bs behind it. Change it to what the receiver wants; a"
                                + " request without a body leaves out what describes one.")
                .text(
                        LABEL,
                        "sig1",
                        "The name of the signature in Signature and Signature-Input. Change it when the receiver looks for"
                                + " another one.")
                .choice(
                        DIGEST,
                        ContentDigest.SHA_256,
                        "The hash of the body that is sent as Content-Digest, unless the request has one. Choose none when bodies"
                                + " are not signed.")
                .flag(
                        NAME_ALGORITHM,
                        false,
                        "Whether the signature names its algorithm (alg). Set it to true for receivers that want it.")
                .flag(
                        NONCE,
                        false,
                        "Whether each signature holds a number that is never used again (nonce). Set it to true for receivers"
                                + " that want it.")
                .text(
                        TAG,
                        "",
                        "What the signature is for, sent as tag. Set it to the word that the receiver's application defines.")
                .number(
                        LIFETIME,
                        0L,
                        0L,
                        Duration.ofDays(1).toMillis(),
                        "How long a signature is good (expires), in milliseconds; whole seconds count, 0 sets no end. Set it for"
                                + " receivers that want an end.");
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(
                List.of(ALGORITHM, KEY_FORM, KEY_ID, COMPONENTS, LABEL, DIGEST, NAME_ALGORITHM, NONCE, TAG, LIFETIME));
        List.of(KEY, KEY_PASSWORD).forEach(key -> keys.addAll(SecretOption.keys(key)));
        return List.copyOf(keys);
    }

    static MessageSettings from(AbstractConfig config) {
        return new MessageSettings(
                MessageAlgorithm.of(config.getString(ALGORITHM)),
                SecretOption.from(config, KEY),
                SecretOption.from(config, KEY_PASSWORD),
                OptionGroup.choiceOf(SecretForm.class, config.getString(KEY_FORM)),
                config.getString(KEY_ID),
                config.getList(COMPONENTS),
                config.getString(LABEL),
                OptionGroup.choiceOf(ContentDigest.class, config.getString(DIGEST)),
                config.getBoolean(NAME_ALGORITHM),
                config.getBoolean(NONCE),
                config.getString(TAG),
                Duration.ofMillis(config.getLong(LIFETIME)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        MessageSettings settings = from(config);
        settings.validateKey(problems);
        settings.validateComponents(problems);
        if (!LABEL_FORM.matcher(settings.label).matches()) {
            problems.report(LABEL, "holds other than small letters, digits and _-.*, or begins with a digit");
        }
        printable(KEY_ID, settings.keyId, problems);
        printable(TAG, settings.tag, problems);
    }

    private void validateKey(Problems problems) {
        if (keyPassword.isGiven()) {
            keyPassword.validate(text -> text, CHOICE, problems);
        }
        try {
            key.validate(reading(System::nanoTime), CHOICE, problems);
        } catch (ConnectorFailure unreadable) {
            // Reported on the key of the password.
        }
    }

    private void validateComponents(Problems problems) {
        Set<String> seen = new HashSet<>();
        for (String text : components) {
            try {
                SignedComponent component = SignedComponent.parse(text);
                if (!seen.add(component.identifier())) {
                    problems.report(COMPONENTS, "names " + component.identifier() + " twice: remove one of them");
                }
                if (component.name().equals("content-digest") && digest == ContentDigest.NONE) {
                    problems.report(
                            DIGEST,
                            "is none, and " + COMPONENTS + " has content-digest: choose a hash, or remove it there");
                }
            } catch (IllegalArgumentException wrong) {
                problems.report(COMPONENTS, String.valueOf(wrong.getMessage()));
            }
        }
        if (components.isEmpty()) {
            problems.report(COMPONENTS, "is empty, so nothing of a request would be signed: name @method at least");
        }
    }

    private static void printable(String key, String value, Problems problems) {
        if (!PRINTABLE.matcher(value).matches()) {
            problems.report(key, "holds other than printable ASCII, which a header can't carry");
        }
    }

    MessageTerms terms() {
        return new MessageTerms(
                algorithm,
                components.stream().map(SignedComponent::parse).toList(),
                label,
                digest,
                keyId,
                namesAlgorithm,
                hasNonce,
                tag,
                lifetime);
    }

    /** Reads keys, each with the password that is in force then. */
    private Function<String, MessageAlgorithm.Key> reading(LongSupplier nanos) {
        if (!keyPassword.isGiven()) {
            return text -> algorithm.key(text, keyForm, Optional.empty());
        }
        Secret<String> password = keyPassword.open(text -> text, nanos);
        return text -> algorithm.key(text, keyForm, Optional.of(password.current()));
    }

    @Override
    public Authenticator open(Opening opening) {
        return new MessageSignature(
                terms(), key.open(reading(opening.nanos()), opening.nanos()), opening.clock(), new Nonces()::text);
    }

    @Override
    public boolean authorizes() {
        return false;
    }
}
