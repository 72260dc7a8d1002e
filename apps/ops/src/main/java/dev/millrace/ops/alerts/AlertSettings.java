package dev.millrace.ops.alerts;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the file of alerts says.
 *
 * @param console where the console is, for links in notices; empty when the file does not say
 * @param runbooks what stands before a runbook's path to make an address of it; empty for none
 * @param channels open when they are asked for
 */
record AlertSettings(List<Rule> rules, List<Supplier<Channel>> channels, String console, String runbooks) {

    /** Without a file. */
    static final AlertSettings NONE = new AlertSettings(List.of(), List.of(), "", "");

    AlertSettings {
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
    }

    /** The address of a runbook; empty when it has only a path, or none. */
    String runbookLink(String runbook) {
        if (runbook.matches("https?://.*")) {
            return runbook;
        }
        return runbooks.isEmpty() || runbook.isEmpty() ? "" : runbooks.replaceFirst("/+$", "") + "/" + runbook;
    }
}
