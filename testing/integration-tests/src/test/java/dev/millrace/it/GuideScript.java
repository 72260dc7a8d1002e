package dev.millrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The commands of a guide as one script for bash, and what the guide says they print.
 *
 * @param variables the names that the guide's first block of commands defines, in their order
 * @param steps the blocks behind it, in their order
 */
record GuideScript(List<String> variables, List<Step> steps) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(bash|text)\\n(.*?)^```$");
    private static final Pattern DEFINITION = Pattern.compile("export ([A-Z_]+)=\\S.*");

    /** What stands between the outputs of two steps. */
    private static final String MARK = "@@@@@@ next step";

    /**
     * A block of commands.
     *
     * @param commands lines for bash
     * @param printed what the guide says that they print, a part of a line in each element; empty where it says nothing
     */
    record Step(String commands, List<String> printed) {
        Step {
            printed = List.copyOf(printed);
        }
    }

    GuideScript {
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
    }

    /**
     * Reads a guide.
     *
     * @throws IllegalStateException when its first block holds more than definitions, or output stands without commands
     */
    static GuideScript of(Path guide) throws IOException {
        List<String> variables = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (MatchResult block :
                BLOCK.matcher(Files.readString(guide)).results().toList()) {
            List<String> lines = block.group(2).lines().toList();
            if (block.group(1).equals("text")) {
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.commands(), lines));
            } else if (variables.isEmpty()) {
                lines.forEach(line -> variables.add(defined(line)));
            } else {
                steps.add(new Step(block.group(2), List.of()));
            }
        }
        return new GuideScript(variables, steps);
    }

    private static String defined(String line) {
        var definition = DEFINITION.matcher(line);
        if (!definition.matches()) {
            throw new IllegalStateException("the first block of a guide defines variables only, not: " + line);
        }
        return definition.group(1);
    }

    /** The script, with the variables as given; it ends at the first command that fails, and what it started ends with it. */
    String with(Map<String, String> values) {
        StringBuilder script = new StringBuilder("set -eu\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n");
        variables.forEach(variable -> script.append("export ")
                .append(variable)
                .append("='")
                .append(values.get(variable))
                .append("'\n"));
        for (Step step : steps) {
            script.append(step.commands()).append("echo '").append(MARK).append("'\n");
        }
        return script.toString();
    }

    /** What each step printed; the last element is what came behind them all. */
    static List<String> outputs(String printed) {
        return List.of(printed.split(Pattern.quote(MARK), -1));
    }
}
