package dev.millrace.transforms.audit;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What of a record is hashed, and how.
 *
 * @param key of the HMAC; empty without one
 * @param keyId what tells the key from earlier and later ones
 */
record HashSettings(HashAlgorithm algorithm, Optional<Password> key, Optional<String> keyId, HashedPart part) {

    static final String ALGORITHM = "payload.hash";
    static final String KEY = "payload.hash.key";
    static final String KEY_ID = "payload.hash.key.id";
    static final String PART = "payload.part";

    /** RFC 2104 section 3: a key should not be shorter than the hash. */
    static final int LEAST_KEY_BYTES = 32;

    /** Which part of a record is its payload. */
    enum HashedPart {
        VALUE,
        KEY_AND_VALUE
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Payload hash")
                .choice(
                        ALGORITHM,
                        HashAlgorithm.SHA_256,
                        "How the payload is hashed: sha-256, which anybody can compute, or hmac-sha-256 with a secret"
                                + " key. Choose hmac-sha-256 where payloads can be guessed, such as single names,"
                                + " numbers or diagnoses, for whoever guesses right could prove it with a plain hash.")
                .add(
                        KEY,
                        ConfigDef.Type.PASSWORD,
                        null,
                        ConfigDef.LambdaValidator.with(
                                HashSettings::checkKey, () -> "at least " + LEAST_KEY_BYTES + " bytes"),
                        ConfigDef.Importance.HIGH,
                        "The secret key of payload.hash=hmac-sha-256, taken as UTF-8. Reference it through a config"
                                + " provider; whoever verifies needs it too.")
                .text(
                        KEY_ID,
                        null,
                        "What tells the key of the HMAC from earlier and later ones; it stands in a header. Set it"
                                + " when you change keys.")
                .choice(
                        PART,
                        HashedPart.VALUE,
                        "What is hashed: the record's value, or an object of key and value. Choose key-and-value where"
                                + " the key says something that the value does not.");
        CrossCheck.on(definition, KEY, HashSettings::check);
    }

    private static void checkKey(String name, Object value) {
        if (value instanceof Password key && key.value().getBytes(StandardCharsets.UTF_8).length < LEAST_KEY_BYTES) {
            throw new ConfigException(name + " is shorter than " + LEAST_KEY_BYTES
                    + " bytes in UTF-8; take a longer one, such as what openssl rand -base64 32 writes");
        }
    }

    static HashSettings from(AbstractConfig config) {
        return new HashSettings(
                OptionGroup.choiceOf(HashAlgorithm.class, config.getString(ALGORITHM)),
                Optional.ofNullable(config.getPassword(KEY)),
                Optional.ofNullable(config.getString(KEY_ID)),
                OptionGroup.choiceOf(HashedPart.class, config.getString(PART)));
    }

    private static void check(Map<String, Object> parsed, Problems problems) {
        boolean isKeyed = "hmac-sha-256"
                .equalsIgnoreCase(String.valueOf(parsed.get(ALGORITHM)).trim());
        boolean hasKey = parsed.get(KEY) != null;
        if (isKeyed && !hasKey) {
            problems.report(KEY, "is missing, and " + ALGORITHM + "=hmac-sha-256 needs it; set it");
        } else if (!isKeyed && hasKey) {
            problems.report(
                    KEY, "is set, but " + ALGORITHM + "=sha-256 uses no key; set " + ALGORITHM + "=hmac-sha-256");
        }
    }

    /** The name of the form that is hashed, for a header. */
    String form() {
        return switch (part) {
            case VALUE -> CanonicalJson.NAME;
            case KEY_AND_VALUE -> CanonicalJson.NAME + ":key-and-value";
        };
    }
}
