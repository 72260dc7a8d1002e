package dev.millrace.feed.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** The keys of a task: its own, unlocked, and those of its partners. Immutable. */
final class PgpKeys {

    private static final String SEPARATOR = ": ";
    private static final String BEGIN = "-----BEGIN PGP ";
    private static final Pattern EACH_BLOCK = Pattern.compile("(?=" + BEGIN + ")");

    private final Map<Long, PGPPrivateKey> own = new HashMap<>();
    private final Map<Long, PGPPublicKey> partners = new HashMap<>();

    private PgpKeys() {}

    /**
     * Reads and unlocks the keys.
     *
     * @throws ConfigException on the key that is wrong
     */
    static PgpKeys load(PgpSettings settings) {
        PgpKeys keys = new PgpKeys();
        for (Object found : read(
                PgpSettings.PRIVATE_KEYS,
                settings.privateKeys().value(),
                PgpSettings.PRIVATE_KEY_FILES,
                settings.privateKeyFiles())) {
            if (!(found instanceof PGPSecretKeyRing ring)) {
                throw wrong(PgpSettings.PRIVATE_KEYS, "holds something that is no private key; export the private key");
            }
            for (PGPSecretKey key : ring) {
                keys.unlock(key, settings.passphraseList());
            }
        }
        for (Object found : read(
                PgpSettings.PUBLIC_KEYS,
                settings.publicKeys(),
                PgpSettings.PUBLIC_KEY_FILES,
                settings.publicKeyFiles())) {
            if (!(found instanceof PGPPublicKeyRing ring)) {
                throw wrong(PgpSettings.PUBLIC_KEYS, "holds something that is no public key; export the public key");
            }
            for (PGPPublicKey key : ring) {
                keys.partners.put(key.getKeyID(), key);
            }
        }
        return keys;
    }

    Optional<PGPPrivateKey> own(long id) {
        return Optional.ofNullable(own.get(id));
    }

    Collection<PGPPrivateKey> own() {
        return own.values();
    }

    Optional<PGPPublicKey> partner(long id) {
        return Optional.ofNullable(partners.get(id));
    }

    /** The configuration key that a failure of {@link #load} is about. */
    static String keyOf(ConfigException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.substring(0, Math.max(0, message.indexOf(SEPARATOR)));
    }

    static String sentenceOf(ConfigException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.substring(message.indexOf(SEPARATOR) + SEPARATOR.length());
    }

    private void unlock(PGPSecretKey key, List<String> passphrases) {
        if (key.isPrivateKeyEmpty()) {
            return;
        }
        for (String passphrase : passphrases) {
            try {
                PGPPrivateKey unlocked =
                        key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                                .build(passphrase.toCharArray()));
                if (unlocked != null) {
                    own.put(key.getKeyID(), unlocked);
                    return;
                }
            } catch (PGPException | RuntimeException otherPassphrase) {
                // The next one may open it.
            }
        }
        throw wrong(
                PgpSettings.PASSPHRASES,
                "no passphrase opens the private key " + Long.toHexString(key.getKeyID()) + "; add the one that does");
    }

    private static List<Object> read(String key, String text, String filesKey, List<String> files) {
        List<Object> found = new ArrayList<>();
        for (String block : blocks(text)) {
            found.addAll(parse(key, block.getBytes(StandardCharsets.ISO_8859_1)));
        }
        for (String file : files) {
            byte[] content;
            try {
                content = Files.readAllBytes(Path.of(file.trim()));
            } catch (IOException | RuntimeException unreadable) {
                throw wrong(filesKey, "the worker can't read the file " + file.trim());
            }
            String armored = new String(content, StandardCharsets.ISO_8859_1);
            if (!armored.contains(BEGIN)) {
                found.addAll(parse(filesKey, content));
                continue;
            }
            for (String block : blocks(armored.substring(armored.indexOf(BEGIN)))) {
                found.addAll(parse(filesKey, block.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return found;
    }

    /** A parser reads one armored block; there may be several. */
    private static List<String> blocks(String text) {
        return EACH_BLOCK.splitAsStream(text).filter(block -> !block.isBlank()).toList();
    }

    private static List<Object> parse(String key, byte[] block) {
        List<Object> found = new ArrayList<>();
        try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(block))) {
            for (Iterator<?> objects = new BcPGPObjectFactory(decoded).iterator(); objects.hasNext(); ) {
                found.add(objects.next());
            }
        } catch (IOException | RuntimeException unreadable) {
            throw wrong(
                    key, "can't be read as OpenPGP keys; give the whole armored block with its first and last line");
        }
        if (found.isEmpty()) {
            throw wrong(key, "holds no OpenPGP key; give the whole armored block with its first and last line");
        }
        return found;
    }

    private static ConfigException wrong(String key, String sentence) {
        return new ConfigException(key + SEPARATOR + sentence);
    }
}
