package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.store.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FileIdentityTest {

    @Test
    void writesItsPartitionInTheOrderInWhichTheWorkerReadsItBack() {
        Map<String, Object> partition = FileIdentity.of("sftp://host:22", new StoredFile("/in/a.csv", 5, 7))
                .partition();
        Map<String, Object> readBack = new HashMap<>();
        new TreeMap<>(partition).descendingMap().forEach(readBack::put);
        Map<String, Object> another = new FileIdentity("sftp://host:22", "/in/a.csv", 5, 7).partition();

        assertThat(List.copyOf(partition.keySet()))
                .isEqualTo(List.copyOf(another.keySet()))
                .isEqualTo(List.copyOf(readBack.keySet()))
                .containsExactlyInAnyOrder("store", "path", "size", "modified");
        assertThat(partition.toString()).isEqualTo(another.toString());
    }

    @Test
    void isAnotherFileWithAnotherSizeOrTime() {
        FileIdentity file = new FileIdentity("s", "/in/a.csv", 5, 7);

        assertThat(file)
                .isNotEqualTo(new FileIdentity("s", "/in/a.csv", 6, 7))
                .isNotEqualTo(new FileIdentity("s", "/in/a.csv", 5, 8));
    }

    @Test
    void namesTheWorkersEntryByWhatMakesItTheSameFile() {
        StoredFile seen = new StoredFile("/in/a.csv", 5, 7);
        String hash = "0".repeat(64);

        assertThat(FileIdentity.of("s", seen, FileIdentity.Kind.PATH).partition())
                .isEqualTo(Map.of("store", "s", "path", "/in/a.csv"));
        assertThat(FileIdentity.of("s", seen, FileIdentity.Kind.ATTRIBUTES).partition())
                .isEqualTo(Map.of("store", "s", "path", "/in/a.csv", "size", 5L, "modified", 7L));
        assertThat(FileIdentity.of("s", seen, FileIdentity.Kind.CONTENT)
                        .withContent(hash)
                        .partition())
                .isEqualTo(Map.of("store", "s", "sha256", hash));
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOrderOfAPlainHashMapWhateverTheKind(FileIdentity.Kind kind) {
        Map<String, Object> partition = FileIdentity.of("s", new StoredFile("/in/a.csv", 5, 7), kind)
                .withContent("0".repeat(64))
                .partition();
        Map<String, Object> readBack = new HashMap<>();
        new TreeMap<>(partition).descendingMap().forEach(readBack::put);

        assertThat(List.copyOf(partition.keySet())).isEqualTo(List.copyOf(readBack.keySet()));
        assertThat(partition).containsOnlyKeys(kind.keys().toArray(String[]::new));
    }

    @Test
    void isTheListedFileWhetherItsContentIsKnownOrNot() {
        FileIdentity listed = FileIdentity.of("s", new StoredFile("/in/a.csv", 5, 7), FileIdentity.Kind.CONTENT);

        assertThat(listed.withContent("0".repeat(64))).isEqualTo(listed).hasSameHashCodeAs(listed);
        assertThat(listed.isKnown()).isFalse();
        assertThat(listed.withContent("0".repeat(64)).isKnown()).isTrue();
        assertThatThrownBy(listed::partition).isInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> wrongPartitions() {
        return Stream.of(
                Arguments.of("attributes", Map.of("store", "s", "path", "/a")),
                Arguments.of("attributes", Map.of("store", "s", "path", "/a", "size", "5", "modified", 7L)),
                Arguments.of("attributes", Map.of("store", "s", "path", 1L, "size", 5L, "modified", 7L)),
                Arguments.of("path", Map.of("store", "s", "path", "/a", "size", 5L, "modified", 7L)),
                Arguments.of("path", Map.of("store", "s", "sha256", "0")),
                Arguments.of("content", Map.of("store", "s", "path", "/a")));
    }

    @ParameterizedTest
    @MethodSource("wrongPartitions")
    void refusesAPartitionThatAPersonWroteWrong(String kind, Map<String, ?> partition) {
        Map<String, String> configuration = Map.of(IdentitySettings.IDENTITY, kind);

        assertThatThrownBy(() -> FileFeed.checkPartition(partition, configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET .../offsets");
    }

    @Test
    void takesAPartitionAsItIsShown() {
        FileFeed.checkPartition(Map.of("store", "s", "path", "/a", "size", 5, "modified", 7L), Map.of());
        FileFeed.checkPartition(
                Map.of("store", "s", "sha256", "0".repeat(64)), Map.of(IdentitySettings.IDENTITY, "content"));
    }
}
