package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsWhatAnExportWroteWithValues() throws IOException {
        SetAside text = aside(1, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        SetAside binary = aside(2, new byte[] {0, (byte) 0xff});
        SetAside tombstone = aside(3, null);

        Edits edits = Edits.read(file(line(text, true), line(binary, true), line(tombstone, true)));

        assertThat(edits.of(text).value()).isEqualTo(text.raw().value());
        assertThat(edits.of(binary).value()).isEqualTo(binary.raw().value());
        assertThat(edits.of(tombstone).value()).isNull();
        assertThat(edits.has(aside(4, null))).isFalse();
    }

    @Test
    void takesNoExportWithoutValuesForTombstones() throws IOException {
        Path file = file(line(aside(1, new byte[] {1}), false));

        assertThatThrownBy(() -> Edits.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("line 1", "--show-values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{}", "{\"partition\":0}", "{\"partition\":0,\"offset\":1,\"key\":\"k\",\"valueHex\":\"g\"}"
            })
    void namesTheLineThatIsNoRecord(String line) throws IOException {
        Path file = file(line);

        assertThatThrownBy(() -> Edits.read(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("line 1");
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("edited.jsonl"), String.join("\n", lines));
    }

    private static String line(SetAside aside, boolean values) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(Shown.of(aside, values));
    }

    @SuppressWarnings("NullAway") // a record of Kafka may have no value
    private static SetAside aside(long offset, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("dlq", 0, offset, "k".getBytes(StandardCharsets.UTF_8), value);
        return new SetAside(record, Cause.of(record, HeaderNames.known()));
    }
}
