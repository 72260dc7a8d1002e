package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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
}
