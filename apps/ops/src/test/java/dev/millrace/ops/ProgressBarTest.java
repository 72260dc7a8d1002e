package dev.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter terminal = new StringWriter();

    @Test
    void writesOverItsLineAndTakesItAwayAtTheEnd() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(terminal), "records sent")) {
            bar.show(1_500, 50, 200);
        }

        assertThat(terminal.toString())
                .startsWith("\r\u001B[K[########......................]  25 %  1,500 records sent, ")
                .endsWith("/s\r\u001B[K");
    }

    @Test
    void staysInItsBoundsWhateverItIsTold() {
        try (ProgressBar more = new ProgressBar(new PrintWriter(terminal), "records");
                ProgressBar less = new ProgressBar(new PrintWriter(terminal), "records")) {
            more.show(1, 3, 2);
            less.show(1, -3, 2);
        }

        assertThat(terminal.toString())
                .contains("[##############################] 100 %", "[..............................]   0 %");
    }

    @Test
    void knowsNoShareWhereTheWholeIsUnknown() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(terminal), "records")) {
            bar.show(1, 1, 0);
        }

        assertThat(terminal.toString()).contains("[..............................]   0 %");
    }
}
