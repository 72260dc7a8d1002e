package dev.millrace.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged while it is open: all loggers at their levels, Millrace's own at TRACE, with the messages of
 * exceptions and their causes. Close it to restore the levels.
 */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** What stands in a line before an exception and each of its causes. */
    public static final String EXCEPTION = " / ";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root;
    private final Logger own;
    private final @Nullable Level before;

    /** Starts to listen. */
    public LogCapture() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("logback is not the logging backend of this test");
        }
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        own = context.getLogger("dev.millrace");
        before = own.getLevel();
        own.setLevel(Level.TRACE);
        setContext(context);
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + " "
                + event.getMDCPropertyMap() + causes(event.getThrowableProxy()));
    }

    private static String causes(@Nullable IThrowableProxy failure) {
        StringBuilder text = new StringBuilder();
        append(text, failure, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable IThrowableProxy failure, int depth) {
        if (failure == null || depth > 20) {
            return;
        }
        text.append(EXCEPTION).append(failure.getClassName()).append(": ").append(failure.getMessage());
        append(text, failure.getCause(), depth + 1);
        IThrowableProxy[] suppressed = failure.getSuppressed();
        if (suppressed != null) {
            for (IThrowableProxy other : suppressed) {
                append(text, other, depth + 1);
            }
        }
    }

    /** The lines so far: level, logger, message, MDC, and the messages of the exception and its causes. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Fails when one of these payloads stands in a line or in a message of one of these exceptions. */
    public void assertHoldsNoneOf(List<String> payloads, List<? extends Throwable> thrown) {
        for (String payload : payloads) {
            lines.stream().filter(line -> line.contains(payload)).findFirst().ifPresent(line -> {
                throw new AssertionError("a payload was logged: " + line);
            });
            thrown.forEach(failure -> assertHoldsNot(failure, payload));
        }
    }

    private static void assertHoldsNot(Throwable failure, String payload) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(payload)) {
                throw new AssertionError("a payload stands in an exception: " + cause, failure);
            }
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        own.setLevel(before);
        stop();
    }
}
