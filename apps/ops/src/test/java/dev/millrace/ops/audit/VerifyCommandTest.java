package dev.millrace.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final int EVENTS = 40;

    @TempDir
    private Path folder = Path.of("");

    private final MemoryLog log = MemoryLog.of(EVENTS, 2);
    private Path key = Path.of("");
    private Path checkpoints = Path.of("");

    @BeforeEach
    void sign() throws IOException {
        key = folder.resolve("key.pem");
        checkpoints = folder.resolve("checkpoints.jsonl");
        SigningKey.make(key);
        checkpoint(8);
    }

    @Test
    void findsNothingInWhatNobodyTouched() {
        Called called = verify("--json");

        assertThat(called.exitCode()).as(called.out()).isEqualTo(ExitCode.OK);
        assertThat(called.out()).contains("\"verdict\" : \"INTACT\"", "\"compared\" : 40", "\"behind\" : 0");
    }

    @Test
    void findsAValueThatWasChanged() {
        log.edit(10, "/in/10.csv", "/in/11.csv");

        Called called = verify();

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.out())
                .startsWith("BROKEN")
                .contains("WRONG_PREVIOUS audit-1@5, number 11", "CHANGED partition 0, offsets 0 to 7");
    }

    @Test
    void findsAChangeOfTheLastEventByTheCheckpointAlone() {
        log.edit(39, "/in/39.csv", "/in/38.csv");

        assertThat(withoutCheckpoint().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify().out()).startsWith("BROKEN").contains("CHANGED partition 1, offsets 16 to 19");
    }

    @Test
    void tellsADeletionAsAGapAndWithACheckpointAsWhatItIs() {
        log.records.remove(10);

        Called gap = withoutCheckpoint();
        Called allowed = called("--allow-gaps");

        assertThat(gap.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(gap.out()).startsWith("GAPS").contains("GAP audit-1@5, number 11");
        assertThat(allowed.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(verify("--allow-gaps").out())
                .startsWith("BROKEN")
                .contains("MISSING partition 0, offsets 0 to 7: 8 records then, 7 now");
    }

    @Test
    void findsTwoThatWereExchanged() {
        log.swap(10, 14);

        assertThat(withoutCheckpoint().out()).startsWith("BROKEN").contains("REORDERED audit-0@");
        assertThat(verify().exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void findsACutTailByTheCheckpointAlone() {
        log.cut(0, 17);
        log.cut(1, 17);

        Called called = verify();

        assertThat(withoutCheckpoint().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.out())
                .startsWith("BROKEN")
                .contains("TRUNCATED partition 0, offsets 16 to 19: 4 records then, 1 now");
    }

    @Test
    void tellsWhatExpiredFromWhatWasDeleted() {
        log.expire(0, 8);
        log.expire(1, 8);

        Called called = verify();

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.out())
                .startsWith("GAPS")
                .contains("EXPIRED partition 0, offsets 0 to 7", "GAP audit-0@8, number 16");
        assertThat(verify("--allow-gaps").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void findsACheckpointThatWasChangedOrTakenAway() throws IOException {
        log.append(0, 20, 41, "{}");
        checkpoint(8);
        List<String> lines = Files.readAllLines(checkpoints);

        Files.write(checkpoints, List.of(lines.get(1)));
        Called taken = verify();
        Files.write(checkpoints, List.of(lines.get(0).replace("\\\"records\\\":8", "\\\"records\\\":7"), lines.get(1)));
        Called changed = verify();
        Files.write(checkpoints, List.of("{}", lines.get(1)));
        Called other = verify();

        assertThat(taken.out()).contains("NO_CHECKPOINT in front of checkpoint 1");
        assertThat(changed.out()).contains("SIGNATURE checkpoint 1");
        assertThat(other.out()).contains("UNREADABLE checkpoint 1");
        assertThat(List.of(taken.exitCode(), changed.exitCode(), other.exitCode()))
                .containsOnly(ExitCode.FINDINGS);
    }

    @Test
    void trustsNoOtherKey() {
        SigningKey.make(folder.resolve("other.pem"));
        Called called = called(
                "--checkpoint",
                checkpoints.toString(),
                "--public-key",
                folder.resolve("other.pem.pub").toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.out()).contains("SIGNATURE checkpoint 1");
    }

    @Test
    void continuesWhereTheFormerCheckpointEnded() {
        log.append(0, 20, 41, "{}");
        checkpoint(8);

        CheckpointChain chain = chain();

        assertThat(chain.findings()).isEmpty();
        assertThat(chain.count()).isEqualTo(2);
        assertThat(chain.ranges()).last().satisfies(range -> {
            assertThat(range.from()).isEqualTo(20);
            assertThat(range.to()).isEqualTo(21);
        });
    }

    @Test
    void countsWhatCameSince() {
        log.append(0, 20, 41, "{}");

        assertThat(verify().out()).contains("40 records; 1 records came since");
    }

    @Test
    void namesEvidenceThatCanNotBeRead() {
        log.edit(10, "\"seq\":10", "\"seq\":\"ten\"");

        Called called = withoutCheckpoint();

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.out()).startsWith("BROKEN").contains("UNREADABLE audit-0@5");
    }

    @Test
    void readsEventsAsTheJsonConverterWritesThem() {
        for (int index = 0; index < log.records.size(); index++) {
            String time = Instant.ofEpochMilli(1_750_000_000_000L + index).toString();
            log.edit(index, "\"time\":\"" + time + "\"", "\"time\":" + (1_750_000_000_000L + index));
            if (index % 2 == 0) {
                log.edit(index, log.text(index), "{\"schema\":{},\"payload\":" + log.text(index) + "}");
            }
        }

        assertThat(withoutCheckpoint().out()).startsWith("INTACT: 40 records, 1 chains");
    }

    @Test
    void provesNothingWhereThereIsNoEvidence() {
        MemoryLog empty = MemoryLog.of(0, 1);
        empty.append(0, 0, 0, "{}");
        Path file = folder.resolve("empty.jsonl");
        ExportFile.write(empty, file);

        Called called = Called.with("audit", "verify", "--file", file.toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void showsAPersonAtATerminalHowFarItIsByOffsets() {
        MemoryLog half = MemoryLog.of(EVENTS, 1);
        half.records.subList(0, EVENTS / 2 - 1).clear();

        Called called = Called.atTerminal("audit", "verify", "--file", exported(half));

        assertThat(called.err())
                .contains("[###############...............]  50 %  1 records read, ")
                .endsWith(Called.LINE_TAKEN_AWAY);
    }

    @Test
    void showsItOfAFileThatGoesBackAndNamesOtherPartitionsToo() {
        Collections.swap(log.records, 0, 38);
        log.records.add(0, MemoryLog.of(3, 3).records.get(2));

        Called called = Called.atTerminal("audit", "verify", "--file", exported(log));

        assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(called.err())
                .contains("[..............................]   0 %  1 records read, ")
                .endsWith(Called.LINE_TAKEN_AWAY);
    }

    @Test
    void tellsWhatIsMissingOnTheCommandLine() {
        assertThat(Called.with("audit", "verify").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called("--checkpoint", "x").err()).contains("--public-key is missing");
        assertThat(Called.with("audit", "verify", "--file", "no-such-file").err())
                .contains("no-such-file");
        assertThat(Called.with("audit", "verify", "--file", key.toString()).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private CheckpointChain chain() {
        CheckpointPlaces places = new CheckpointPlaces(Optional.of(checkpoints), Optional.empty(), Map.of());
        return new CheckpointChain(MemoryLog.TOPIC, SigningKey.open(SigningKey.beside(key))).take(places.lines());
    }

    private void checkpoint(long most) {
        CheckpointChain former = chain();
        Checkpoint made = new Checkpoint(
                1,
                MemoryLog.TOPIC,
                "2026-03-01T12:00:00Z",
                "",
                former.previous(),
                new CheckpointMaker(most).ranges(log, MemoryLog.TOPIC, former.ends()));
        new CheckpointPlaces(Optional.of(checkpoints), Optional.empty(), Map.of())
                .add(
                        MemoryLog.TOPIC,
                        SigningKey.sign(made, SigningKey.secret(key)).line());
    }

    private Called verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--checkpoint",
                checkpoints.toString(),
                "--public-key",
                SigningKey.beside(key).toString()));
        arguments.addAll(List.of(more));
        return called(arguments.toArray(String[]::new));
    }

    private Called withoutCheckpoint() {
        return called();
    }

    private Called called(String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--file", exported(log)));
        arguments.addAll(List.of(more));
        return Called.with(arguments.toArray(String[]::new));
    }

    private String exported(MemoryLog log) {
        try {
            Path file = Files.createTempDirectory(folder, "export").resolve("audit.jsonl");
            ExportFile.write(log, file);
            return file.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
