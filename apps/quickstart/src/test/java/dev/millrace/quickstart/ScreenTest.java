package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void drawsTheTableOverItselfOnATerminal() {
        Screen screen = new Screen(out, true);

        screen.show(List.of("header", "row 1"));
        screen.show(List.of("header", "row 2"));

        assertThat(printed()).isEqualTo("header\nrow 1\n\033[2A\033[Jheader\nrow 2\n");
    }

    @Test
    void printsTheTableElsewhereOnlyWhenItChanged() {
        Screen screen = new Screen(out, false);

        screen.show(List.of("row 1"));
        screen.show(List.of("row 1"));
        screen.show(List.of("row 2"));

        assertThat(printed()).isEqualTo("row 1\nrow 2\n");
    }

    @Test
    void keepsALineThatIsSaidAboveTheTable() {
        Screen screen = new Screen(out, true);
        screen.show(List.of("row 1"));

        screen.say("news");
        screen.show(List.of("row 1"));

        assertThat(printed()).isEqualTo("row 1\n\033[1A\033[Jnews\nrow 1\n");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
