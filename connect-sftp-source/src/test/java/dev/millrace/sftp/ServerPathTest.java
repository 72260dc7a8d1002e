package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPathTest {

    @ParameterizedTest
    @CsvSource({"/, /a.csv", "/in, /in/a.csv", "/in/, /in/a.csv", "/in/sub, /in/sub/a.csv"})
    void putsANameBehindOneSlash(String folder, String path) {
        assertThat(ServerPath.inside(folder, "a.csv")).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"/, /", "/in, /", "/in/a.csv, /in", "/in/sub/a.csv, /in/sub"})
    void findsTheFolderThatAPathLiesIn(String path, String folder) {
        assertThat(ServerPath.above(path)).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({"/, /", "/in, /in/"})
    void makesANewHiddenNameEachTime(String folder, String before) {
        String first = ServerPath.temporary(folder);
        String second = ServerPath.temporary(folder);

        assertThat(first).startsWith(before + ".millrace-").endsWith(".tmp").isNotEqualTo(second);
    }
}
