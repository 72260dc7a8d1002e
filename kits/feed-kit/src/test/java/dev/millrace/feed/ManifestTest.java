package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {

    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("a.csv", line("a.csv", -1, "", "")),
                Arguments.of("  a b.csv ", line("a b.csv", -1, "", "")),
                Arguments.of("a.csv,12", line("a.csv", 12, "", "")),
                Arguments.of("a.csv, 12, " + MD5, line("a.csv", 12, "MD5", MD5)),
                Arguments.of(
                        "a.csv,," + SHA256.toUpperCase(java.util.Locale.ROOT), line("a.csv", -1, "SHA-256", SHA256)),
                Arguments.of("a.csv 12", line("a.csv", 12, "", "")),
                Arguments.of("a b.csv\t12 " + SHA1, line("a b.csv", 12, "SHA-1", SHA1)),
                Arguments.of(SHA256 + "  a.csv", line("a.csv", -1, "SHA-256", SHA256)),
                Arguments.of(MD5 + " *./a, b.csv", line("a, b.csv", -1, "MD5", MD5)),
                Arguments.of("abc a.csv", line("abc a.csv", -1, "", "")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsALine(String text, Manifest.Line expected) {
        assertThat(Manifest.line(text.trim())).isEqualTo(expected);
    }

    @Test
    void readsLinesAroundBlankOnesAndComments() throws IOException {
        assertThat(read("\uFEFF\n# all of today\r\na.csv,1\r\n\r\nb.csv,2\r\n"))
                .containsExactly(line("a.csv", 1, "", ""), line("b.csv", 2, "", ""));
        assertThat(read("")).isEmpty();
    }

    @Test
    void readsAJsonArray() throws IOException {
        assertThat(read("\n [{\"name\":\"a.csv\",\"size\":3,\"sha256\":\"" + SHA256
                        + "\",\"more\":{\"x\":[1]}},{\"name\":\"b.csv\"}]"))
                .containsExactly(line("a.csv", 3, "SHA-256", SHA256), line("b.csv", -1, "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv,large",
                "a.csv,1,abc",
                "a.csv,1,,",
                ",1",
                "../a.csv,1",
                "a.csv,-1",
                "[{\"size\":1}]",
                "[{\"name\":\"a\",\"size\":\"x\"}]",
                "[{\"name\":\"a\",\"md5\":\"12\"}]",
                "[1]",
                "[{\"name\":\"a\"}"
            })
    void refusesWhatItDoesNotUnderstandAsAWhole(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheLineThatIsWrongAndNothingOfWhatItHolds() {
        assertThatThrownBy(() -> read("\na.csv,1\nsecret.csv,x\n"))
                .hasMessageStartingWith("line 3: ")
                .hasMessageNotContaining("secret");
    }

    private static List<Manifest.Line> read(String text) throws IOException {
        List<Manifest.Line> lines = new ArrayList<>();
        Manifest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
        return lines;
    }

    private static Manifest.Line line(String name, long size, String algorithm, String hex) {
        return new Manifest.Line(
                name,
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                hex.isEmpty() ? Optional.empty() : Optional.of(new ExpectedDigest(algorithm, hex)));
    }
}
