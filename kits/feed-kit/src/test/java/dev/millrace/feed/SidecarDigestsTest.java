package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SidecarDigestsTest {

    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String FILE = MemoryFiles.IN + "/a b.csv";

    private final MemoryFiles files = new MemoryFiles().put(FILE, "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                MD5,
                "D41D8CD98F00B204E9800998ECF8427E\r\n",
                "\uFEFF" + MD5 + "\n",
                MD5 + "  a b.csv\n",
                MD5 + " *export/a b.csv\n",
                MD5 + "  of-another-name.csv\n",
                "MD5 (a b.csv) = " + MD5 + "\n",
                "00000000000000000000000000000000  other.csv\n" + MD5 + "  a b.csv\n"
            })
    void readsTheDigestOfAFile(String content) {
        files.put(FILE + ".md5", content);

        assertThat(digests("md5").read(files.identity(FILE))).contains(new ExpectedDigest("MD5", MD5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d41d8cd9", "no digest", MD5 + MD5, MD5 + "  x.csv\n" + MD5 + "  y.csv\n"})
    void rejectsWhatHoldsNoDigestOfTheFileWithoutShowingIt(String content) {
        files.put(FILE + ".md5", content);

        assertThatThrownBy(() -> digests("md5").read(files.identity(FILE)))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
                    assertThat(failure.code()).isEqualTo(SidecarDigests.UNREADABLE);
                    assertThat(failure.getMessage()).doesNotContain("d41d8cd9").doesNotContain("no digest");
                });
    }

    @Test
    void asksForNothingUnlessTold() {
        assertThat(digests("none").read(files.identity(FILE))).isEmpty();
        assertThat(files.opened).isEmpty();
    }

    private SidecarDigests digests(String checksum) {
        return new SidecarDigests(
                files.connect(),
                FeedOptions.of("")
                        .with(ReadinessSettings.CHECKSUM, checksum)
                        .settings()
                        .readiness());
    }
}
