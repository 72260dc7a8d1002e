package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that was expected by a time of the day has not come. It is known by the audit events of a connector that has an audit
 * topic, else by its count of finished files, else by the newest record in its topics.
 *
 * @param files their names, with {@code *} and {@code ?}; others than {@code *} take an audit topic
 */
record FileOverdue(Names connectors, String files, Deadline deadline) implements FlowCondition {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    @Override
    public Verdict judge(FlowView flow, Sight sight) {
        Optional<Deadline.Due> due = deadline.last(sight.now());
        if (due.isEmpty()) {
            return Verdict.kept(flow.name());
        }
        Instant from = due.get().from().toInstant();
        String topic = flow.config().getOrDefault("audit.topic", "");
        if (topic.isEmpty() && !files.equals("*")) {
            return Verdict.unknown(flow.name(), "It has no audit.topic, which alone tells files by their names.");
        }
        FileEvents.Wanted wanted = new FileEvents.Wanted(topic, flow.name(), files);
        boolean told = !topic.isEmpty() && sight.events().knows(wanted);
        if (!told && !files.equals("*")) {
            return Verdict.unknown(flow.name(), "Its audit topic " + topic + " can't be read, or was not yet.");
        }
        Optional<Instant> newest =
                told ? sight.events().newest(wanted) : sight.arrivals().newest(flow.name());
        if (newest.filter(at -> !at.isBefore(from)).isPresent()) {
            return Verdict.kept(flow.name());
        }
        if (!told && !sight.arrivals().wouldKnow(flow.name(), from)) {
            return Verdict.unknown(
                    flow.name(),
                    "Nobody has watched its files since "
                            + TIME.format(due.get().from()) + ".");
        }
        String last = newest.map(
                        at -> " The last one came " + Durations.words(Duration.between(at, sight.now())) + " ago.")
                .orElse("");
        return Verdict.broken(
                flow.name(),
                "No file" + (files.equals("*") ? "" : " " + files) + " was finished by "
                        + TIME.format(due.get().by()) + " (" + deadline.zone() + ")." + last);
    }
}
