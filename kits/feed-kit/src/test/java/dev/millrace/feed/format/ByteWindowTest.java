package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ByteWindowTest {

    private static final int BLOCK = 64 * 1024;
    private static final String LONG = "x".repeat(10 * BLOCK);

    @Test
    void growsOnlyWithARecordThatIsKept() throws IOException {
        ByteWindow window = over("0123456789".repeat(BLOCK));

        for (int i = 0; i < BLOCK; i++) {
            assertThat(window.holds(10)).isTrue();
            assertThat(window.bytes()[window.from()]).isEqualTo((byte) '0');
            window.consume(10);
        }

        assertThat(window.holds(1)).isFalse();
        assertThat(window.bytes()).hasSize(BLOCK);
    }

    @Test
    void keepsALargeRecordInOnePiece() throws IOException {
        ByteWindow window = over("ab" + LONG);
        window.holds(2);
        window.consume(2);

        assertThat(window.holds(LONG.length())).isTrue();
        assertThat(new String(window.bytes(), window.from(), window.available(), UTF_8))
                .isEqualTo(LONG);
    }

    @Test
    void holdsNoMoreThanABlockOfALineThatIsTooLarge() throws IOException {
        ByteWindow window = over(LONG + "\nnext");
        LineEnds lines = new LineEnds(window, Encoding.of(UTF_8));

        assertThat(lines.find(64)).isFalse();
        assertThat(lines.discard()).isEqualTo(LONG.length() + 1);
        assertThat(window.bytes()).hasSize(BLOCK);
        assertThat(window.bytes()[window.from()]).isEqualTo((byte) 'n');
    }

    @Test
    void holdsNoMoreThanABlockOfACsvRecordThatIsTooLarge() throws IOException {
        ByteWindow window = over("1,\"" + LONG + "\"\n2,3\n");
        ConfigDef definition = new ConfigDef();
        CsvSettings.define(definition);
        AbstractConfig config = new AbstractConfig(definition, Map.of("csv.record.max.bytes", "64"), false);
        CsvScanner scanner = new CsvScanner(window, Encoding.of(UTF_8), CsvSettings.from(config));

        assertThat(scanner.next()).isTrue();
        assertThat(scanner.fault()).isEqualTo(MalformedCode.RECORD_TOO_LARGE);
        assertThat(scanner.bytes()).isEqualTo(LONG.length() + 5);
        assertThat(window.bytes()).hasSize(BLOCK);
    }

    @Test
    void holdsNoMoreThanABlockOfAJsonValueThatIsTooLarge() throws IOException {
        ByteWindow window = over("[\"" + LONG + "\"],1");
        JsonScanner scanner = new JsonScanner(window, 64);

        assertThat(scanner.find(0)).isEqualTo(JsonScanner.Found.TOO_LARGE);
        assertThat(scanner.discard()).isEqualTo(LONG.length() + 4);
        assertThat(scanner.complete()).isTrue();
        assertThat(window.bytes()).hasSize(BLOCK);
        assertThat(window.bytes()[window.from()]).isEqualTo((byte) ',');
    }

    private static ByteWindow over(String text) {
        return new ByteWindow(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
