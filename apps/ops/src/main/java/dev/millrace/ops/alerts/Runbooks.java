package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.util.Map;
import java.util.stream.Stream;

/** Which runbook an alert names: the rule's own, else the registry's, else that of its kind, else that of the plugin. */
final class Runbooks {

    private static final Map<String, String> BY_PLUGIN = Map.of(
            "dev.millrace.sftp.", "docs/runbooks/flow-files.md",
            "dev.millrace.legacy.RecordFile", "docs/runbooks/flow-files.md",
            "dev.millrace.legacy.FramedTcp", "docs/runbooks/flow-tcp.md",
            "dev.millrace.database.", "docs/runbooks/flow-databases.md",
            "dev.millrace.webhook.", "docs/runbooks/flow-webhooks.md",
            "dev.millrace.rest.RestSource", "docs/runbooks/flow-polls.md",
            "dev.millrace.rest.RestSink", "docs/runbooks/flow-delivery.md");

    private Runbooks() {}

    /** A path or an address; empty when there is none. */
    static String of(Rule rule, FlowView flow) {
        return first(Stream.of(
                rule.runbook(),
                flow.registered().map(entry -> entry.runbook()).orElse(""),
                rule.kind().runbook(),
                first(BY_PLUGIN.entrySet().stream()
                        .filter(plugin -> flow.type().startsWith(plugin.getKey()))
                        .map(Map.Entry::getValue))));
    }

    /** The same for what is no connector's. */
    static String of(Rule rule) {
        return rule.runbook().isEmpty() ? rule.kind().runbook() : rule.runbook();
    }

    private static String first(Stream<String> runbooks) {
        return runbooks.filter(runbook -> !runbook.isEmpty()).findFirst().orElse("");
    }
}
