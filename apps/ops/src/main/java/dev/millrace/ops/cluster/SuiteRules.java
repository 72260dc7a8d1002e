package dev.millrace.ops.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the suite asks of every configuration, beyond what plugins and worker demand. */
public final class SuiteRules {

    private static final Pattern TRANSFORM = Pattern.compile("transforms\\.([\\w-]+)\\.type");

    private static final Pattern REPLICATION = Pattern.compile("topic\\.creation\\.[\\w-]+\\.replication\\.factor"
            + "|errors\\.deadletterqueue\\.topic\\.replication\\.factor");

    /** The suite's own transforms let through what is not data; those of others know nothing of it. */
    private static final String SAFE = "dev.millrace.";

    private static final Set<String> SIDE_TOPICS =
            Set.of("malformed.topic", "rejected.topic", "audit.topic", "session.topic", "edi.ack.topic");

    private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
    private static final String DEAD_LETTER_REPLICAS = "errors.deadletterqueue.topic.replication.factor";

    static final String SECRET_IN_FILE = "holds a secret: leave it to a config provider, as in ${env:NAME}";

    private final ConnectorFile file;
    private final List<Finding> findings = new ArrayList<>();

    private SuiteRules(ConnectorFile file) {
        this.file = file;
    }

    /**
     * What breaks a rule.
     *
     * @param leastReplicas that a topic must have which the configuration creates
     */
    public static List<Finding> broken(ConnectorFile file, int leastReplicas) {
        SuiteRules rules = new SuiteRules(file);
        rules.common(leastReplicas);
        if (file.isSink()) {
            rules.sink();
        } else {
            rules.source();
        }
        return List.copyOf(rules.findings);
    }

    private void common(int leastReplicas) {
        if (file.setting("tasks.max").isEmpty()) {
            add("tasks.max", LintRule.TASKS, "is missing: say how many tasks there may be");
        }
        for (String key : List.of("key.converter", "value.converter")) {
            if (file.setting(key).isEmpty()) {
                add(key, LintRule.CONVERTER, "is missing: the worker's own may be another one tomorrow");
            }
        }
        file.settings().forEach((key, value) -> {
            if (REPLICATION.matcher(key).matches() && !enough(value, leastReplicas)) {
                add(key, LintRule.REPLICATION_FACTOR, "must be at least " + leastReplicas + ", or -1 for the broker's");
            }
        });
        for (String key : Secrets.of(file).plain(file.settings())) {
            add(key, LintRule.SECRET_IN_FILE, SECRET_IN_FILE);
        }
    }

    private static boolean enough(String replicas, int leastReplicas) {
        try {
            int number = Integer.parseInt(replicas.strip());
            return number == -1 || number >= leastReplicas;
        } catch (NumberFormatException aReference) {
            return Secrets.isReference(replicas);
        }
    }

    private void sink() {
        if (file.setting(DEAD_LETTERS).orElse("").isBlank()) {
            add(DEAD_LETTERS, LintRule.DEAD_LETTERS, "is missing: what can't be delivered must be kept");
        } else if (file.setting(DEAD_LETTER_REPLICAS).isEmpty()) {
            add(
                    DEAD_LETTER_REPLICAS,
                    LintRule.REPLICATION_FACTOR,
                    "is missing: it would be 3, which not every cluster has");
        }
        if (!file.setting("errors.tolerance").orElse("none").equals("all")) {
            add("errors.tolerance", LintRule.TOLERANCE, "must be all: without it no record reaches the dead letters");
        }
        if (!file.setting("errors.deadletterqueue.context.headers.enable")
                .orElse("false")
                .equals("true")) {
            add(
                    "errors.deadletterqueue.context.headers.enable",
                    LintRule.DEAD_LETTER_HEADERS,
                    "must be true: the reason is in the headers, and a replay reads them");
        }
    }

    private void source() {
        if (!file.setting("errors.tolerance").orElse("none").equals("none")) {
            add("errors.tolerance", LintRule.TOLERANCE, "must be none: all drops records of a source without a trace");
        }
        for (String key : List.of("topic.creation.default.partitions", "topic.creation.default.replication.factor")) {
            if (file.setting(key).isEmpty()) {
                add(
                        key,
                        LintRule.TOPIC_CREATION,
                        "is missing: a topic that is not there blocks the worker's producer for ever");
            }
        }
        if (SIDE_TOPICS.stream().anyMatch(file.settings()::containsKey)) {
            file.settings().forEach(this::foreign);
        }
    }

    private void foreign(String key, String type) {
        var transform = TRANSFORM.matcher(key);
        if (transform.matches()
                && !type.startsWith(SAFE)
                && file.setting("transforms." + transform.group(1) + ".predicate")
                        .isEmpty()) {
            add(
                    key,
                    LintRule.SIDE_RECORDS,
                    "meets records that are not data, such as audit events: keep them away by a predicate");
        }
    }

    private void add(String key, LintRule rule, String message) {
        findings.add(new Finding(file, key, rule, message));
    }
}
