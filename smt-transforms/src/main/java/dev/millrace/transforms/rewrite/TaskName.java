package dev.millrace.transforms.rewrite;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * In which connector and task a transform runs. Kafka Connect tells a transform neither, but puts both into the logging context
 * of the thread that configures it (KIP-449: {@code [orders|task-0] }).
 *
 * @param connector the connector's name, or {@code unknown}
 * @param task the task's number, or {@code unknown}
 */
public record TaskName(String connector, String task) {

    private static final String CONTEXT = "connector.context";
    private static final Pattern FORM = Pattern.compile("\\[(.+)\\|(?:task-(\\d+)|worker)(?:\\|[^|\\]]*)?]\\s*");
    private static final String UNKNOWN = "unknown";

    /** What the calling thread's logging context says. */
    public static TaskName current() {
        return Optional.ofNullable(MDC.get(CONTEXT))
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> new TaskName(
                        form.group(1), Optional.ofNullable(form.group(2)).orElse(UNKNOWN)))
                .orElseGet(() -> new TaskName(UNKNOWN, UNKNOWN));
    }
}
