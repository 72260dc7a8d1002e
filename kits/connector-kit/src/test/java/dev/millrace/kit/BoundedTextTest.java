package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoundedTextTest {

    private static final Pattern ENDLESS = Pattern.compile("(a*)*(a*)*(a*)*c");
    private static final String TRAP = "a".repeat(600);

    @Test
    void endsASearchThatGoesBackAndForthWithoutTheText() {
        assertThatThrownBy(() -> BoundedText.finds(ENDLESS.matcher(BoundedText.of(TRAP))))
                .isInstanceOf(BoundedText.TooCostly.class)
                .hasMessageNotContaining("aa");
    }

    @Test
    void takesAnExpressionThatNeedsTooMuchStackForOneThatIsTooCostly() {
        Pattern deep = Pattern.compile("(?:x|y)*z");

        assertThatThrownBy(() -> BoundedText.matches(deep.matcher(BoundedText.byLength("x".repeat(1_000_000)))))
                .isInstanceOf(BoundedText.TooCostly.class);
    }

    @Test
    void mayBeLookedAtAnewAfterItTookAnotherText() {
        BoundedText text = BoundedText.of(TRAP);
        assertThatThrownBy(() -> BoundedText.begins(ENDLESS.matcher(text))).isInstanceOf(BoundedText.TooCostly.class);

        text.reset("aaac");

        assertThat(BoundedText.matches(ENDLESS.matcher(text))).isTrue();
        assertThat(text).hasToString("aaac");
    }

    @Test
    void allowsALongTextMoreLooksThanAShortOne() {
        Pattern pairs = Pattern.compile("(?:.{0,50}x){0,1}!");
        String longText = "y".repeat(400_000);

        assertThat(BoundedText.finds(pairs.matcher(BoundedText.byLength(longText))))
                .isFalse();
    }
}
