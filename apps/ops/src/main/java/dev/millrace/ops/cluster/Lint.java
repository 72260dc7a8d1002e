package dev.millrace.ops.cluster;

import dev.millrace.ops.connect.ConnectApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every check of configurations in files. Without a cluster, plugins that are not of the suite are named and not judged.
 *
 * @param cluster asked instead of the bundled definitions
 * @param registry in which every connector must have an owner
 * @param leastReplicas of every topic that is created
 */
record Lint(Optional<ConnectApi> cluster, Optional<Registry> registry, int leastReplicas) {

    /**
     * What was found.
     *
     * @param files how many configurations were checked
     * @param unchecked by file, the settings that name plugins which only a cluster can judge
     */
    record Report(int files, List<Finding> findings, Map<String, List<String>> unchecked) {}

    /** The suite's own rules and the bundled definitions alone, with one replica allowed. */
    static List<Finding> of(ConnectorFile file) {
        return new Lint(Optional.empty(), Optional.empty(), 1)
                .run(new ConnectorFolder(List.of(file), List.of()))
                .findings();
    }

    Report run(ConnectorFolder folder) {
        Optional<LiveCheck> live = cluster.map(LiveCheck::new);
        Map<String, List<Flow>> owners = registry.map(Registry::byConnector).orElse(Map.of());
        Map<String, Long> names =
                folder.files().stream().collect(Collectors.groupingBy(ConnectorFile::name, Collectors.counting()));
        // A rule that two checks know is told once.
        Map<List<String>, Finding> findings = new LinkedHashMap<>();
        Map<String, List<String>> unchecked = new TreeMap<>();
        folder.unreadable().forEach(finding -> add(findings, finding));
        for (ConnectorFile file : folder.files()) {
            name(file, names.getOrDefault(file.name(), 0L)).forEach(finding -> add(findings, finding));
            SuiteRules.broken(file, leastReplicas).forEach(finding -> add(findings, finding));
            live.map(check -> check.findings(file))
                    .orElseGet(() -> BundledCheck.findings(file))
                    .forEach(finding -> add(findings, finding));
            List<String> foreign = BundledCheck.unchecked(file);
            if (live.isEmpty() && !foreign.isEmpty()) {
                unchecked.put(file.file(), foreign);
            }
            if (registry.isPresent()) {
                owner(file, owners.getOrDefault(file.name(), List.of())).forEach(finding -> add(findings, finding));
            }
        }
        return new Report(
                folder.files().size() + folder.unreadable().size(), List.copyOf(findings.values()), unchecked);
    }

    private static List<Finding> name(ConnectorFile file, long bearers) {
        if (file.name().isBlank()) {
            return List.of(new Finding(file, "name", LintRule.NAME, "is missing: a connector is known by it"));
        }
        return bearers == 1
                ? List.of()
                : List.of(new Finding(file, "name", LintRule.NAME, "is that of another file too"));
    }

    private static List<Finding> owner(ConnectorFile file, List<Flow> flows) {
        if (file.name().isBlank() || flows.size() == 1) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        flows.forEach(flow -> ids.add(flow.id()));
        return List.of(new Finding(
                file,
                "name",
                LintRule.OWNER,
                flows.isEmpty()
                        ? "is in no integration of the registry: add it to the connectors of one"
                        : "is in several integrations of the registry: " + String.join(", ", ids)));
    }

    private static void add(Map<List<String>, Finding> findings, Finding finding) {
        findings.putIfAbsent(
                List.of(
                        finding.file(),
                        finding.key(),
                        finding.code().code(),
                        finding.code() == LintRule.INVALID_VALUE ? finding.message() : ""),
                finding);
    }
}
