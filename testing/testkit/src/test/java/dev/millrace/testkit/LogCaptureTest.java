package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogCaptureTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogCaptureTest.class);

    @Test
    void seesTheMessagesOfCausesAtEveryLevel() {
        try (LogCapture log = new LogCapture()) {
            LOG.trace("failed", new IllegalStateException("outer", new IllegalArgumentException("secret row")));

            assertThat(log.lines()).singleElement().asString().contains("failed", "outer", "secret row");
            assertThatThrownBy(() -> log.assertHoldsNoneOf(List.of("secret row"), List.of()))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void findsAPayloadInTheCauseOfAnException() {
        Throwable thrown = new IllegalStateException("outer", new IllegalArgumentException("secret row"));
        try (LogCapture log = new LogCapture()) {
            assertThatThrownBy(() -> log.assertHoldsNoneOf(List.of("secret row"), List.of(thrown)))
                    .isInstanceOf(AssertionError.class);
        }
    }
}
