package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the console logs, by the configuration that it brings. */
final class ConsoleLogTest {

    @Test
    void hasWhatOperatorsDoAndWhatAlertsTellAndErrorsOfLibraries() {
        assertThat(Stream.of("dev.millrace.alerts", "dev.millrace.ops.map.FlowActions", "dev.millrace.ops.watch.Watch"))
                .allMatch(name -> logger(name).isInfoEnabled());
        assertThat(Stream.of("org.apache.kafka.clients.NetworkClient", "org.eclipse.jetty.io.ManagedSelector"))
                .allMatch(name -> logger(name).isErrorEnabled() && !logger(name).isWarnEnabled());
    }

    private static Logger logger(String name) {
        return LoggerFactory.getLogger(name);
    }

    @Test
    void tellsWhereADefectIsAndNothingThatItsMessagesQuote() {
        Exception cause = new NumberFormatException("For input string: \"hunter2\"");

        String text = Defect.of(new IllegalStateException("hunter2 is no number", cause));

        assertThat(text)
                .startsWith("java.lang.IllegalStateException at ")
                .contains("; caused by java.lang.NumberFormatException at ", "ConsoleLogTest.java:")
                .doesNotContain("hunter2", "\n");
    }
}
