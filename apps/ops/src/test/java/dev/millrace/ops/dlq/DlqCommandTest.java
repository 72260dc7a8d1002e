package dev.millrace.ops.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ops.Called;
import dev.millrace.ops.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DlqCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--where stage=='a'and                    | --where: at character",
                "--from-time yesterday --no-ledger        | yesterday is no time",
                "--from-time 6h --no-ledger               | points in time",
                "--limit 0 --no-ledger                    | --limit",
                "--max-attempts 0 --no-ledger             | --max-attempts",
                "--headers nowhere.properties --no-ledger | nowhere.properties",
                "--edited nowhere.jsonl --no-ledger       | nowhere.jsonl",
                "--transform nowhere.json --no-ledger     | nowhere.json",
                "--limit 5                                | --no-ledger",
            })
    void refusesWhatCannotBeAskedBeforeAnythingIsSent(String arguments, String told) {
        Called called = Called.with(
                ("dlq replay --dlq d --reason r --bootstrap-server 127.0.0.1:1 " + arguments.trim()).split(" ", -1));

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.err().lines()).singleElement().asString().contains(told);
    }
}
