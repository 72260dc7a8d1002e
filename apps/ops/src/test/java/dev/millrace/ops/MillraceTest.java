package dev.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MillraceTest {

    @Test
    void explainsItself() {
        Called called = Called.with("--help");

        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(called.out()).contains("Usage: millrace", "--version", "Commands:");
    }

    @Test
    void tellsMisuseInOneLineThatNamesTheWayOut() {
        Called called = Called.with("--colour=blue");

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.out()).isEmpty();
        assertThat(called.err().lines()).singleElement().asString().contains("--colour", "millrace --help");
    }
}
