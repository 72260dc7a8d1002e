package dev.millrace.feed.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.PackedFiles;
import dev.millrace.feed.PackedFiles.Packing;
import dev.millrace.feed.content.PgpFiles.Message;
import dev.millrace.feed.content.PgpFiles.Person;
import dev.millrace.kit.ConnectorFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.config.AbstractConfig;
import org.bouncycastle.openpgp.PGPUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages of every kind, good and bad. */
@Timeout(120)
final class PgpTest {

    private static final Person OURS = PgpFiles.person(PgpFiles.PASSPHRASE);
    private static final Person NEXT = PgpFiles.person("other");
    private static final Person PARTNER = PgpFiles.person(PgpFiles.PASSPHRASE);
    private static final Person STRANGER = PgpFiles.person(PgpFiles.PASSPHRASE);
    private static final byte[] TEXT = "alpha\nbravo\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    private static final String[] KEYS = {
        PgpSettings.PRIVATE_KEYS, NEXT.privateKey() + "\n" + OURS.privateKey(),
        PgpSettings.PASSPHRASES, "other\n" + PgpFiles.PASSPHRASE
    };

    @Test
    void decryptsMessagesOfEveryShape() {
        for (Message message : List.of(
                Message.to(OURS),
                Message.to(NEXT),
                Message.to(OURS).inArmor(),
                Message.to(OURS).packed(),
                Message.to(OURS).from(PARTNER),
                Message.to(OURS).from(PARTNER).packed().inArmor())) {
            assertThat(read(PgpFiles.message(message, TEXT), KEYS))
                    .isEqualTo("pgp: " + new String(TEXT, StandardCharsets.UTF_8));
        }
    }

    @Test
    void unpacksWhatIsInAMessage() {
        byte[] inside = PackedFiles.pack(Packing.GZIP, "packed\n");
        byte[] zip = PackedFiles.zip("a.txt", "a", "b.txt", "b");

        assertThat(read(PgpFiles.message(Message.to(OURS), inside), KEYS)).isEqualTo("pgp+gzip: packed\n");
        assertThat(read(PgpFiles.message(Message.to(OURS), zip), KEYS)).isEqualTo("pgp+zip: ab");
    }

    @Test
    void knowsOnlyAtItsEndThatAMessageMayBeBelieved() throws IOException {
        try (Content content = PgpFiles.open(PgpFiles.message(Message.to(OURS), TEXT), KEYS)) {
            assertThat(content.isUnproven()).isTrue();
        }
    }

    @Test
    void leavesMessagesAloneWithoutKeysAndWhenToldSo() throws IOException {
        byte[] message = PgpFiles.message(Message.to(OURS), TEXT);

        try (Content without = PgpFiles.open(message);
                Content told = PgpFiles.open(message, with(KEYS, PgpSettings.DECRYPT, "none"))) {
            assertThat(without.packing()).isEmpty();
            assertThat(told.packing()).isEmpty();
        }
    }

    @Test
    void takesNoOtherFileForAMessage() {
        byte[] random = new byte[200];
        for (int seed = 0; seed < 200; seed++) {
            new Random(seed).nextBytes(random);
            random[0] = (byte) (0x80 | random[0]);
            random[1] = 0;

            assertThat(read(random, KEYS)).isNotEqualTo(Pgp.KEY_MISSING);
        }
        assertThat(read("plain".getBytes(StandardCharsets.UTF_8), KEYS)).isEqualTo(": plain");
    }

    @Test
    void refusesWhatIsNotEncryptedWhereItMustBe() {
        String[] required = with(KEYS, PgpSettings.DECRYPT, "required");

        assertThat(read(TEXT, required)).isEqualTo(Pgp.NOT_ENCRYPTED);
        assertThat(read(PgpFiles.message(Message.to(OURS), TEXT), required)).startsWith("pgp: ");
    }

    @Test
    void refusesAMessageForAnotherKey() {
        assertThat(read(PgpFiles.message(Message.to(STRANGER), TEXT), KEYS)).isEqualTo(Pgp.KEY_MISSING);
    }

    @Test
    void opensAMessageWithAPasswordWhereItIsForOurKeyToo() {
        assertThat(read(PgpFiles.withPassword("swordfish", Optional.of(OURS), TEXT), KEYS))
                .startsWith("pgp: alpha");
    }

    @Test
    void refusesAMessageThatAPasswordAloneOpens() {
        byte[] message = PgpFiles.withPassword(PgpFiles.PASSPHRASE, Optional.empty(), TEXT);

        assertThat(read(message, KEYS)).isEqualTo(Pgp.KEY_MISSING);
    }

    @Test
    void refusesAMessageThatCantProveItIsWholeUnlessAllowed() {
        byte[] old = PgpFiles.message(Message.to(OURS).unprotected(), TEXT);

        assertThat(read(old, KEYS)).isEqualTo(Pgp.NO_INTEGRITY);
        assertThat(read(old, with(KEYS, PgpSettings.ALLOW_UNPROTECTED, "true"))).startsWith("pgp: alpha");
    }

    @Test
    void noticesAMessageThatWasChangedOrCut() {
        for (Message how : List.of(Message.to(OURS), Message.to(OURS).from(PARTNER))) {
            byte[] message = PgpFiles.message(how, TEXT);
            for (int at = 300; at < message.length; at += 211) {
                byte[] changed = message.clone();
                changed[at] ^= 1;

                assertThat(read(changed, KEYS))
                        .as("byte %d of %d", at, message.length)
                        .isIn(PgpMessage.INTEGRITY, ContentFailure.CORRUPT, ContentFailure.TRUNCATED);
                assertThat(read(Arrays.copyOf(message, at), KEYS))
                        .as("%d of %d bytes", at, message.length)
                        .isIn(PgpMessage.INTEGRITY, ContentFailure.CORRUPT, ContentFailure.TRUNCATED);
            }
            byte[] last = message.clone();
            last[last.length - 1] ^= 1;
            assertThat(read(last, KEYS)).isEqualTo(PgpMessage.INTEGRITY);
        }
    }

    @Test
    void takesOnlyWhatAKnownKeySigned() {
        String[] verifying = with(
                KEYS, PgpSettings.VERIFY, "required", PgpSettings.PUBLIC_KEYS, PARTNER.publicKey() + OURS.publicKey());

        assertThat(read(PgpFiles.message(Message.to(OURS).from(PARTNER), TEXT), verifying))
                .startsWith("pgp: alpha");
        assertThat(read(PgpFiles.message(Message.to(OURS).from(PARTNER).packed(), TEXT), verifying))
                .startsWith("pgp: alpha");
        assertThat(read(PgpFiles.message(Message.to(OURS), TEXT), verifying)).isEqualTo(Pgp.NOT_SIGNED);
        assertThat(read(PgpFiles.message(Message.to(OURS).from(STRANGER), TEXT), verifying))
                .isEqualTo(PgpMessage.SIGNER_UNKNOWN);
        assertThat(read(TEXT, verifying)).isEqualTo(Pgp.NOT_SIGNED);
    }

    @Test
    void verifiesAMessageThatIsSignedAlone() {
        String[] verifying = {PgpSettings.VERIFY, "required", PgpSettings.PUBLIC_KEYS, PARTNER.publicKey()};
        byte[] signed = PgpFiles.message(new Message(PARTNER, null, true, false, false), TEXT);
        byte[] packed = PgpFiles.message(new Message(PARTNER, null, true, false, true), TEXT);
        byte[] forged = signed.clone();
        forged[100] ^= 1;

        assertThat(read(signed, verifying)).startsWith("pgp: alpha");
        assertThat(read(packed, verifying)).startsWith("pgp: alpha");
        assertThat(read(forged, verifying)).isEqualTo(PgpMessage.SIGNATURE_INVALID);
    }

    @Test
    void readsKeysFromFilesArmoredOrNot(@TempDir Path folder) throws IOException {
        Path armored = Files.writeString(folder.resolve("ours.asc"), "a note\n" + OURS.privateKey());
        Path binary = folder.resolve("partner.gpg");
        try (var in = PGPUtil.getDecoderStream(
                new ByteArrayInputStream(PARTNER.publicKey().getBytes(StandardCharsets.US_ASCII)))) {
            Files.write(binary, in.readAllBytes());
        }

        assertThat(read(
                        PgpFiles.message(Message.to(OURS).from(PARTNER), TEXT),
                        PgpSettings.PRIVATE_KEY_FILES,
                        armored.toString(),
                        PgpSettings.PASSPHRASES,
                        PgpFiles.PASSPHRASE,
                        PgpSettings.VERIFY,
                        "streaming",
                        PgpSettings.PUBLIC_KEY_FILES,
                        binary.toString()))
                .startsWith("pgp: alpha");
    }

    @Test
    void reportsKeysThatCantBeUsedOnTheirOption() {
        assertThat(problems(KEYS)).isEmpty();
        assertThat(problems(with(KEYS, PgpSettings.PASSPHRASES, "wrong"))).containsExactly(PgpSettings.PASSPHRASES);
        assertThat(problems(with(KEYS, PgpSettings.PRIVATE_KEYS, "no key"))).containsExactly(PgpSettings.PRIVATE_KEYS);
        assertThat(problems(with(KEYS, PgpSettings.PRIVATE_KEYS, PARTNER.publicKey())))
                .containsExactly(PgpSettings.PRIVATE_KEYS);
        assertThat(problems(PgpSettings.PRIVATE_KEY_FILES, "/no/such/file"))
                .containsExactly(PgpSettings.PRIVATE_KEY_FILES);
        assertThat(problems(PgpSettings.DECRYPT, "required")).containsExactly(PgpSettings.PRIVATE_KEYS);
        assertThat(problems(PgpSettings.VERIFY, "required")).containsExactly(PgpSettings.PUBLIC_KEYS);
        assertThat(problems(
                        PgpSettings.VERIFY,
                        "required",
                        PgpSettings.DECRYPT,
                        "none",
                        PgpSettings.PUBLIC_KEYS,
                        PARTNER.publicKey()))
                .containsExactly(PgpSettings.DECRYPT);
    }

    private static List<String> problems(String... keysAndValues) {
        List<String> keys = new ArrayList<>();
        AbstractConfig config = PgpFiles.config(keysAndValues);
        PgpSettings.validate(config, (key, sentence) -> {
            assertThat(sentence).isNotBlank().doesNotContain("BEGIN", "wrong");
            keys.add(key);
        });
        return keys;
    }

    private static String[] with(String[] one, String... more) {
        String[] all = Arrays.copyOf(one, one.length + more.length);
        System.arraycopy(more, 0, all, one.length, more.length);
        return all;
    }

    /** The packing and the text, or the code of the failure. */
    private static String read(byte[] file, String... keysAndValues) {
        try (Content content = PgpFiles.open(file, keysAndValues)) {
            StringBuilder text = new StringBuilder();
            for (Document next = content.next(); next != null; next = content.next()) {
                text.append(new String(next.bytes().readAllBytes(), StandardCharsets.UTF_8));
            }
            content.finish();
            return content.packing() + ": " + text;
        } catch (ConnectorFailure failed) {
            assertThat(failed).hasMessageNotContaining("secret").hasMessageNotContaining("alpha");
            return failed.code();
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }
}
