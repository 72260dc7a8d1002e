package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    @Test
    void writesAHeaderAndTheRowsOfTheCycle(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("orders.csv");

        Orders.write(file, Orders.CYCLE + 1);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(Orders.CYCLE + 2);
        assertThat(lines.get(0).split(",")).containsExactlyElementsOf(Orders.COLUMNS);
        assertThat(lines.get(2).split(",")).containsExactlyElementsOf(Orders.values(1));
        assertThat(lines.get(Orders.CYCLE + 1)).isEqualTo(lines.get(1)).isNotEqualTo(lines.get(2));
    }
}
