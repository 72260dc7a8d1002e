package dev.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ReferencePage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference page of the command is what picocli's model of it says. */
class ReferenceTest {

    private static final String HEAD = """
        # The command millrace

        Generated from the command's own declarations; a test compares it. How to use it is in
        [Operating flows](../guides/operating.md).

        Each command takes `--json`, which makes its report one JSON document, and `--help`. The report goes to standard
        output, all else to standard error; what takes long shows there how far it is, where a person sits at a terminal. No
        command shows what records hold unless `--show-values` asks for it.

        ## Exit codes

        | code | meaning |
        |---|---|
        | 0 | all went well, and nothing was found that needs somebody |
        | 1 | the command went through and found something: a breach, a difference, a record set aside, a broken chain |
        | 2 | the command line, a file that it names or a setting can't be used; nothing was done |
        | 3 | Connect or Kafka can't be reached, or refuses us; nothing was done, or what was done is named |
        | 4 | the command stopped in the middle; what it prints says how far it came |
        """;

    @Test
    void saysWhatTheCommandDeclares() {
        String commands =
                leaves(Millrace.commandLine()).map(ReferenceTest::section).collect(Collectors.joining());

        ReferencePage.matches(Path.of("../../docs/reference/millrace.md"), HEAD + commands);
    }

    @Test
    void everyCommandTakesJsonAndDescribesAllItTakes() {
        assertThat(leaves(Millrace.commandLine()).map(CommandLine::getCommandSpec))
                .isNotEmpty()
                .allSatisfy(command -> {
                    assertThat(command.optionsMap()).as(command.qualifiedName()).containsKey("--json");
                    assertThat(command.usageMessage().description())
                            .as(command.qualifiedName())
                            .isNotEmpty();
                    assertThat(command.args())
                            .allSatisfy(argument -> assertThat(argument.description())
                                    .as(command.qualifiedName() + " " + argument.paramLabel())
                                    .isNotEmpty());
                });
    }

    /** The commands that do something, in the order of their declaration. */
    private static Stream<CommandLine> leaves(CommandLine command) {
        List<CommandLine> below = command.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !sub.getCommandName().equals("help"))
                .toList();
        return below.isEmpty() ? Stream.of(command) : below.stream().flatMap(ReferenceTest::leaves);
    }

    private static String section(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String rows = Stream.concat(
                        spec.positionalParameters().stream().map(ReferenceTest::row),
                        spec.options().stream()
                                .filter(option -> !option.hidden() && !option.inherited() && !isCommon(option))
                                .map(ReferenceTest::row))
                .collect(Collectors.joining());
        return "\n## " + spec.qualifiedName() + "\n\n"
                + String.join(" ", spec.usageMessage().description())
                + (rows.isEmpty() ? "" : "\n\n| argument | what it decides |\n|---|---|\n" + rows.stripTrailing())
                + "\n";
    }

    private static boolean isCommon(OptionSpec option) {
        return option.longestName().equals("--json") || option.usageHelp() || option.versionHelp();
    }

    private static String row(ArgSpec argument) {
        String name = argument instanceof OptionSpec option
                ? String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
                : argument.paramLabel();
        String text = Arrays.stream(argument.description()).collect(Collectors.joining(" "));
        return "| `" + name.replace("|", "\\|") + "`" + (argument.required() ? " (required)" : "") + " | "
                + text.replace("|", "\\|").replace("<", "&lt;").strip() + " |\n";
    }
}
