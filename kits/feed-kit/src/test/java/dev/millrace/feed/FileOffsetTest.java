package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.format.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FileOffsetTest {

    private static final String DIGEST = digestOf(new byte[64]);

    private static String digestOf(byte[] bytes) {
        RunningDigest digest = RunningDigest.from("", 0);
        digest.update(bytes, 0, bytes.length);
        return digest.state();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FINISHED")
    void comesBackAsItWasStored(FileOffset.State state) {
        FileOffset offset = new FileOffset(new Position(7, 1L << 40, 9), state, "header", DIGEST, 2);

        assertThat(FileOffset.from(offset.toMap())).isEqualTo(offset);
    }

    @Test
    void remembersHowAFileLookedThatGoesAwayWhereOnlyItsPathIsKnown() {
        FileOffset end = new FileOffset(new Position(7, 99, 9), FileOffset.State.COMPLETED, "header", DIGEST, 2);
        FileIdentity byPath = new FileIdentity("s", "/in/a", 99, 7, FileIdentity.Kind.PATH, Optional.empty());
        FileIdentity other = new FileIdentity("s", "/in/a", 99, 8, FileIdentity.Kind.PATH, Optional.empty());

        FileOffset stored = FileOffset.from(end.endOf(byPath, true).told().toMap());

        assertThat(stored).isEqualTo(end.endOf(byPath, true));
        assertThat(stored.isOfAnother(byPath)).isFalse();
        assertThat(stored.isOfAnother(other)).isTrue();
        assertThat(end.endOf(byPath, false)).isEqualTo(end);
        assertThat(end.endOf(new FileIdentity("s", "/in/a", 99, 7), true)).isEqualTo(end);
    }

    @Test
    void tellsWhenARememberedFileWasFinished() {
        Instant when = Instant.parse("2026-01-31T12:00:00Z");
        FileOffset offset = FileOffset.finished(new FileIdentity("s", "/in/a", 5, 7), when);

        FileOffset readBack = FileOffset.from(offset.toMap());

        assertThat(readBack).isEqualTo(offset);
        assertThat(readBack.finishedAt()).isEqualTo(when);
        assertThat(readBack.position().offset()).isEqualTo(5);
    }

    static Stream<Function<Long, Object>> numbers() {
        return Stream.of(Long::intValue, value -> value, Long::doubleValue);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void takesEveryKindOfNumber(Function<Long, Object> kind) {
        FileOffset offset = new FileOffset(new Position(7, 99, 9), FileOffset.State.READING, "", DIGEST, 2);
        Map<String, Object> stored = new HashMap<>(offset.toMap());
        stored.replaceAll((key, value) -> value instanceof Long number ? kind.apply(number) : value);

        assertThat(FileOffset.from(stored)).isEqualTo(offset);
    }

    @Test
    void beginsAtTheStartWithoutAnOffset() {
        assertThat(FileOffset.from(null)).isEqualTo(FileOffset.START);
        assertThat(FileOffset.from(Map.of())).isEqualTo(FileOffset.START);
    }

    @Test
    void takesAHandWrittenPositionAlone() {
        FileOffset offset = FileOffset.from(Map.of("position", 100));

        assertThat(offset.position()).isEqualTo(new Position(0, 100, 1));
        assertThat(offset.state()).isEqualTo(FileOffset.State.READING);
        assertThat(offset.digest()).isEmpty();
    }

    static Stream<Map<String, Object>> garbage() {
        return Stream.of(
                Map.of("position", "far"),
                Map.of("position", 1.5),
                Map.of("position", -1),
                Map.of("line", 0),
                Map.of("state", "done"),
                Map.of("state", "finished"),
                Map.of("state", "finished", "reader", "yesterday"),
                Map.of("malformed", 1),
                Map.of("malformed", -1, "record", 3),
                Map.of("size", 7, "modified", "today"),
                Map.of("digest", "no base64!"),
                Map.of("digest", "QUJD"));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void refusesWhatIsNoOffset(Map<String, Object> stored) {
        assertThatThrownBy(() -> FileFeed.checkOffset(stored)).isInstanceOf(IllegalArgumentException.class);
    }
}
