package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BreakageTest {

    private static final Position AT = new Position(3, 40, 5);

    @Test
    void comesBackFromAnOffset() {
        Breakage broken = new Breakage("too-deep", AT, Optional.empty());
        Breakage whole = broken.withSha256(Optional.of("ab12"));

        assertThat(Breakage.of(offset(broken.text()))).isEqualTo(broken);
        assertThat(Breakage.of(offset(whole.text()))).isEqualTo(whole);
    }

    @Test
    void comesBackWithTheSentenceThatWasKnown() {
        Breakage known =
                new Breakage("contract-violation", AT, Optional.of("ab12"), Optional.of("required at id, and  more"));
        Breakage withoutHash = new Breakage("contract-violation", AT, Optional.empty(), Optional.of("required at id"));

        assertThat(Breakage.of(offset(known.text()))).isEqualTo(known);
        assertThat(Breakage.of(offset(withoutHash.text()))).isEqualTo(withoutHash);
        assertThat(known.message()).isEqualTo("required at id, and  more");
        assertThat(new Breakage("x", AT, Optional.empty(), Optional.of("y".repeat(5_000))).text())
                .hasSizeLessThan(1_100);
    }

    @Test
    void takesWhatAPersonWroteForACode() {
        assertThat(Breakage.of(offset("by hand"))).isEqualTo(new Breakage("by hand", AT, Optional.empty()));
        assertThat(Breakage.of(offset("a b c d"))).isEqualTo(new Breakage("a b c d", AT, Optional.empty()));
        assertThat(Breakage.of(offset(""))).isEqualTo(new Breakage("", AT, Optional.empty()));
    }

    @Test
    void saysWhatHappened() {
        assertThat(new Breakage("too-deep", AT, Optional.empty()).message()).contains("line 5", "byte 40", "3 records");
        assertThat(new Breakage(Breakage.TOO_MANY, AT, Optional.empty()).message())
                .contains(MalformedSettings.MAX_PERCENT, "3 records");
    }

    private static FileOffset offset(String reader) {
        return new FileOffset(AT, FileOffset.State.QUARANTINED, reader, "", 0);
    }
}
