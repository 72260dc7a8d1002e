package dev.millrace.feed.content;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How OpenPGP messages (RFC 4880, RFC 9580) are read.
 *
 * @param allowUnprotected whether messages are read that can't prove that they are whole
 * @param privateKeys armored, one after the other
 * @param passphrases one a line
 * @param publicKeys armored, one after the other
 */
public record PgpSettings(
        PgpDecrypt decrypt,
        PgpVerify verify,
        boolean allowUnprotected,
        Password privateKeys,
        List<String> privateKeyFiles,
        Password passphrases,
        String publicKeys,
        List<String> publicKeyFiles) {

    public static final String DECRYPT = "pgp.decrypt";
    public static final String VERIFY = "pgp.verify";
    public static final String PRIVATE_KEYS = "pgp.private.keys";
    public static final String PRIVATE_KEY_FILES = "pgp.private.key.files";
    public static final String PASSPHRASES = "pgp.passphrases";
    public static final String PUBLIC_KEYS = "pgp.public.keys";
    public static final String PUBLIC_KEY_FILES = "pgp.public.key.files";
    public static final String ALLOW_UNPROTECTED = "pgp.allow.unprotected";

    private static final Password NOTHING = new Password("");

    public PgpSettings {
        privateKeyFiles = List.copyOf(privateKeyFiles);
        publicKeyFiles = List.copyOf(publicKeyFiles);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "OpenPGP")
                .choice(
                        DECRYPT,
                        PgpDecrypt.AUTO,
                        "Which files are decrypted: with auto those that begin like an OpenPGP message, as soon as there"
                                + " are keys; with required all, and others are set aside with the code"
                                + " pgp-not-encrypted. Choose none to hand encrypted files on as they are.")
                .secret(
                        PRIVATE_KEYS,
                        "The armored private keys that files are encrypted for. Put several one after the other while"
                                + " partners change from one to the next.")
                .list(
                        PRIVATE_KEY_FILES,
                        "",
                        "Files on the worker that hold such keys, armored or binary. Use them instead of"
                                + " pgp.private.keys where keys are kept as files.")
                .secret(
                        PASSPHRASES,
                        "The passphrases of the private keys, one a line; each is tried on each key. Needed when a key is"
                                + " locked.")
                .choice(
                        VERIFY,
                        PgpVerify.NONE,
                        "What a file must prove: with none an encrypted file that it is whole, with required also that a"
                                + " key of pgp.public.keys signed it; both before its first record, which needs"
                                + " spool.dir. With streaming it is handed over while it is read, and a file that fails"
                                + " the proof at its end is set aside after its records left; choose that for files"
                                + " too large to be spooled.")
                .text(
                        PUBLIC_KEYS,
                        null,
                        "The armored public keys of those who may sign. Put several one after the other while a partner"
                                + " changes from one to the next.")
                .list(
                        PUBLIC_KEY_FILES,
                        "",
                        "Files on the worker that hold such keys, armored or binary. Use them instead of pgp.public.keys"
                                + " where keys are kept as files.")
                .flag(
                        ALLOW_UNPROTECTED,
                        false,
                        "Whether encrypted files are read that carry no proof of being whole, as old programs make them;"
                                + " otherwise they are set aside with the code pgp-no-integrity. Allow it only for a"
                                + " partner who can't send others.");
    }

    public static PgpSettings from(AbstractConfig config) {
        return new PgpSettings(
                OptionGroup.choiceOf(PgpDecrypt.class, config.getString(DECRYPT)),
                OptionGroup.choiceOf(PgpVerify.class, config.getString(VERIFY)),
                config.getBoolean(ALLOW_UNPROTECTED),
                secret(config, PRIVATE_KEYS),
                config.getList(PRIVATE_KEY_FILES),
                secret(config, PASSPHRASES),
                config.getString(PUBLIC_KEYS) == null ? "" : config.getString(PUBLIC_KEYS),
                config.getList(PUBLIC_KEY_FILES));
    }

    /** Reports keys that can't be used, and combinations that need others. */
    public static void validate(AbstractConfig config, Problems problems) {
        PgpSettings settings = from(config);
        if (settings.decrypt == PgpDecrypt.REQUIRED && !settings.hasPrivateKeys()) {
            problems.report(PRIVATE_KEYS, "is needed by pgp.decrypt=required, unless pgp.private.key.files names some");
        }
        if (settings.verifies() && !settings.hasPublicKeys()) {
            problems.report(PUBLIC_KEYS, "is needed to verify signatures, unless pgp.public.key.files names some");
        }
        if (settings.verifies() && settings.decrypt == PgpDecrypt.NONE) {
            problems.report(
                    DECRYPT, "can't be none while pgp.verify asks for signatures, for they are inside messages");
        }
        try {
            PgpKeys unused = PgpKeys.load(settings);
        } catch (ConfigException wrong) {
            problems.report(PgpKeys.keyOf(wrong), PgpKeys.sentenceOf(wrong));
        }
    }

    /** Whether messages are looked for at all. */
    public boolean isUsed() {
        return decrypt != PgpDecrypt.NONE && (decrypt == PgpDecrypt.REQUIRED || hasPrivateKeys() || verifies());
    }

    /** Whether nothing of a message may be handed over before its end was seen. */
    public boolean needsProofFirst() {
        return isUsed() && verify != PgpVerify.STREAMING;
    }

    /** Whether a known key must have signed. */
    boolean verifies() {
        return verify == PgpVerify.REQUIRED || (verify == PgpVerify.STREAMING && hasPublicKeys());
    }

    private boolean hasPrivateKeys() {
        return !privateKeys.value().isBlank() || !privateKeyFiles.isEmpty();
    }

    private boolean hasPublicKeys() {
        return !publicKeys.isBlank() || !publicKeyFiles.isEmpty();
    }

    /** The passphrases, with none at all first. */
    List<String> passphraseList() {
        return Stream.concat(Stream.of(""), passphrases.value().lines().filter(line -> !line.isEmpty()))
                .toList();
    }

    private static Password secret(AbstractConfig config, String key) {
        Password value = config.getPassword(key);
        return value == null ? NOTHING : value;
    }
}
