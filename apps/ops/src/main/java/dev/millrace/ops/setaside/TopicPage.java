package dev.millrace.ops.setaside;

import dev.millrace.ops.console.Reply;
import dev.millrace.ops.console.Role;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.dlq.Group;
import dev.millrace.ops.dlq.Origin;
import dev.millrace.ops.dlq.Selection;
import dev.millrace.ops.dlq.SetAside;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The page of one topic: why records stand in it, and the newest of them. */
final class TopicPage {

    /** Causes that are named one by one. */
    static final int GROUPS = 50;

    /**
     * One cause.
     *
     * @param query that leads to its records alone
     */
    record Cause(Group group, Bars chart, String query) {}

    /** One record. */
    record Line(
            int partition, long offset, String time, String connector, String stage, String exception, String from) {

        static Line of(SetAside aside) {
            return new Line(
                    aside.raw().partition(),
                    aside.raw().offset(),
                    Instant.ofEpochMilli(aside.raw().timestamp()).toString(),
                    aside.cause().connector(),
                    aside.cause().stage(),
                    aside.cause().exception(),
                    aside.cause().first().map(Origin::toString).orElse(""));
        }
    }

    private final KnownTopics topics;
    private final Look look;
    private final ReplayJobs jobs;

    TopicPage(KnownTopics topics, Look look, ReplayJobs jobs) {
        this.topics = topics;
        this.look = look;
        this.jobs = jobs;
    }

    Reply page(Visit visit) {
        String topic = visit.name("topic");
        List<String> connectors = topics.connectors(topic).orElse(null);
        if (connectors == null) {
            return NotOurs.topic();
        }
        CauseFilter filter = CauseFilter.of(visit);
        if (visit.query("where").isPresent() && !visit.user().may(Role.OPERATOR)) {
            return Reply.problem(403, "A condition can ask for what stands in records, so it takes the role operator.");
        }
        Selection selection = Selection.of(filter.criteria(topic));
        Look.Found found = look.at(selection);
        Map<String, Object> model = new HashMap<>();
        model.put("topic", topic);
        model.put("connectors", connectors);
        model.put("filter", filter);
        model.put("question", CauseFilter.of(selection.repeatable()).query());
        model.put("chosen", !filter.isEmpty());
        model.put("whole", found.isWhole());
        model.put("found", found);
        model.put("causes", causes(found.groups()));
        model.put("more", Math.max(0, found.groups().size() - GROUPS));
        model.put("lines", found.newest().stream().map(Line::of).toList());
        model.put("jobs", jobs.of(topic));
        return Reply.page("setaside-topic", model);
    }

    private static List<Cause> causes(List<Group.OverTime> groups) {
        List<Instant> ends = groups.stream()
                .map(Group.OverTime::hours)
                .flatMap(hours -> Stream.of(hours.firstKey(), hours.lastKey()))
                .sorted()
                .toList();
        return groups.stream()
                .limit(GROUPS)
                .map(group -> new Cause(
                        group.group(),
                        chart(group.hours(), ends),
                        CauseFilter.of(group.group()).query()))
                .toList();
    }

    private static Bars chart(SortedMap<Instant, Long> hours, List<Instant> ends) {
        return Bars.ofHours(hours, ends.get(0), ends.get(ends.size() - 1));
    }
}
