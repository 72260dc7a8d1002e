package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.content.PgpFiles;
import dev.millrace.feed.content.PgpFiles.Message;
import dev.millrace.feed.content.PgpFiles.Person;
import dev.millrace.feed.content.PgpSettings;
import dev.millrace.testkit.DeliveryMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole loop over encrypted files: nothing leaves before it is proven, unless that was asked for. */
@Timeout(120)
final class FilePgpTest extends SpoolingRuns {

    private static final String FILE = IN + "/a.pgp";
    private static final String BAD = QUARANTINE + "/a.pgp";
    private static final byte[] PLAIN = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final Person OURS = PgpFiles.person(PgpFiles.PASSPHRASE);
    private static final Person PARTNER = PgpFiles.person(PgpFiles.PASSPHRASE);

    FilePgpTest(@TempDir Path spool) {
        super(spool);
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void resumesAnEncryptedFileFromACrashAtEveryRecord(DeliveryMode mode) {
        byte[] message = PgpFiles.message(Message.to(OURS).from(PARTNER).packed(), PLAIN);

        crashAtEveryRecord("a.pgp", message, options().with(PgpSettings.VERIFY, "required"), mode);
    }

    @Test
    void handsOverNothingOfAMessageThatWasChanged() {
        files.put(FILE, changed(), 1).put(IN + "/b.txt", "plain\n");
        FeedRun run = run(options(), DeliveryMode.EXACTLY_ONCE);

        run.runUntilThere(BAD);
        run.runUntilThere(ARCHIVE + "/b.txt");

        assertThat(run.rows()).containsExactly("plain");
        assertThat(run.events("quarantined").get(0).getString("reason")).isEqualTo("pgp-integrity");
        assertThat(spooled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void handsOverBeforeTheProofWhenToldSoAndSetsTheFileAsideAfterIt(DeliveryMode mode) {
        files.put(FILE, changed(), 1);
        FeedRun run = run(options().with(PgpSettings.VERIFY, "streaming").without(SpoolSettings.FOLDER), mode);

        run.runUntilThere(BAD);
        run.harness.runUntil(() -> run.events("archived").size() == 1, "archived is told");

        assertThat(run.rows()).isEqualTo(ROWS);
        assertThat(run.steps()).containsExactly("seen", "started", "quarantined", "archived");
        assertThat(run.events("quarantined").get(0).getString("reason")).isEqualTo("pgp-integrity");
    }

    @Test
    void setsAFileAsideThatNobodyKnownSigned() {
        files.put(FILE, PgpFiles.message(Message.to(OURS), PLAIN), 1);
        FeedRun run = run(options().with(PgpSettings.VERIFY, "required"), DeliveryMode.AT_LEAST_ONCE);

        run.runUntilThere(BAD);

        assertThat(run.harness.delivered(FeedOptions.TOPIC)).isEmpty();
        assertThat(run.events("quarantined").get(0).getString("reason")).isEqualTo("pgp-not-signed");
    }

    @Test
    void asksForASpoolWhereTheProofComesFirst() {
        assertThat(problems(options())).isEmpty();
        assertThat(problems(options().without(SpoolSettings.FOLDER))).containsExactly(SpoolSettings.FOLDER);
        assertThat(problems(options().without(SpoolSettings.FOLDER).with(PgpSettings.VERIFY, "streaming")))
                .isEmpty();
        assertThat(problems(FeedOptions.of("").with(SpoolSettings.ACCEPTANCE, "whole")))
                .containsExactly(SpoolSettings.FOLDER);
        assertThat(problems(options().with(SpoolSettings.FOLDER, "/no/such/folder")))
                .containsExactly(SpoolSettings.FOLDER);
        assertThat(problems(options().with(SpoolSettings.FOLDER, "relative"))).containsExactly(SpoolSettings.FOLDER);
    }

    /** Its last byte is one of the proof. */
    private static byte[] changed() {
        byte[] message = PgpFiles.message(Message.to(OURS).from(PARTNER), PLAIN);
        message[message.length - 1] ^= 1;
        return message;
    }

    private static List<String> problems(FeedOptions options) {
        List<String> keys = new ArrayList<>();
        AbstractConfig config = new AbstractConfig(FeedConnector.definition(), options.map(), false);
        FeedSettings.validate(config, options.map(), (key, sentence) -> keys.add(key));
        return keys;
    }

    private FeedOptions options() {
        return spooling()
                .with(PgpSettings.PRIVATE_KEYS, OURS.privateKey())
                .with(PgpSettings.PASSPHRASES, PgpFiles.PASSPHRASE)
                .with(PgpSettings.PUBLIC_KEYS, PARTNER.publicKey());
    }
}
