package dev.millrace.it;

import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.cluster.SuiteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the suite asks of each of its examples, beyond what lint asks of all. */
final class ExampleRules {

    /** What is named like an address, which is another one at every user's. */
    private static final Pattern ADDRESS =
            Pattern.compile("(.*[.])?(host|hosts|hostname|url|bootstrap\\.servers|listen\\.address)");

    private ExampleRules() {}

    /** What breaks a rule, each with the key that does; empty for nothing. */
    static List<String> broken(ConfigExample example) {
        List<String> broken = new ArrayList<>();
        name(example, broken);
        SuiteRules.broken(new ConnectorFile(example.title(), example.settings()), 1)
                .forEach(finding -> broken.add(finding.key() + ": " + finding.message()));
        example.settings().forEach((key, value) -> values(key, value, broken));
        return broken;
    }

    private static void name(ConfigExample example, List<String> broken) {
        String stem = example.fileName().replaceAll("^scenario-|-(source|sink)$", "");
        if (!example.name().startsWith(stem) && !example.name().equals(example.fileName())) {
            broken.add("name: does not begin with " + stem + ", as that of its file does");
        }
        if (!List.copyOf(example.settings().keySet())
                .subList(0, Math.min(3, example.settings().size()))
                .equals(List.of("name", "connector.class", "tasks.max"))) {
            broken.add("name: name, connector.class and tasks.max come first");
        }
    }

    private static void values(String key, String value, List<String> broken) {
        if (ADDRESS.matcher(key).matches() && !value.startsWith("${") && !isSwitch(value)) {
            broken.add(key + ": an address is another one at every user's: ${env:NAME}");
        }
    }

    private static boolean isSwitch(String value) {
        return value.equals("true") || value.equals("false");
    }
}
