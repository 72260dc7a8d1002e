package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class TokenShapeTest {

    @Property(tries = 500, seed = "71")
    void keepsTheShapeOfATextAndIsStable(@ForAll("texts") String text) {
        String token = (String) Rules.applied("'action':'token'", text);

        assertThat(token).isEqualTo(Rules.applied("'action':'token'", text));
        assertThat(shape(token)).isEqualTo(shape(text));
    }

    @Property(tries = 300, seed = "72")
    void makesAValidCheckDigit(@ForAll("cards") String card) {
        String token = (String) Rules.applied("'action':'token','luhn':true,'keepFirst':6,'keepLast':4", card);

        assertThat(luhn(token)).isZero();
        assertThat(token).startsWith(card.substring(0, 6)).endsWith(card.substring(card.length() - 4));
        assertThat(shape(token)).isEqualTo(shape(card));
    }

    @Property(tries = 500, seed = "73")
    void makesANumberOfAsManyDigits(@ForAll long number) {
        Object token = Rules.applied("'action':'token'", number);

        assertThat(token).isInstanceOf(Long.class).isEqualTo(Rules.applied("'action':'token'", number));
        assertThat(token.toString()).hasSameSizeAs(Long.toString(number));
        assertThat((Long) token < 0).isEqualTo(number < 0);
    }

    @Property(tries = 256, seed = "74")
    void fitsNumbersOfEveryType(@ForAll byte tiny, @ForAll short little, @ForAll int number) {
        assertThat(Rules.applied("'action':'token'", tiny)).isInstanceOf(Byte.class);
        assertThat(Rules.applied("'action':'token'", little)).isInstanceOf(Short.class);
        assertThat(Rules.applied("'action':'token'", number)).isInstanceOf(Integer.class);
    }

    @Property(tries = 200, seed = "75")
    void keepsNothingOfATextThatIsNoLongerThanWhatStays(@ForAll("cards") String card) {
        String whole = (String) Rules.applied("'action':'token'", card);

        String token = (String) Rules.applied("'action':'token','keepFirst':10,'keepLast':9", card);

        assertThat(token).isEqualTo(whole);
    }

    @Test
    void isNotTheTokenOfAnotherKeyOrContextOrText() {
        Set<Object> tokens = new HashSet<>();

        tokens.add(Rules.applied("'action':'token'", "4111111111111111"));
        tokens.add(Rules.applied("'action':'token'", "4111111111111112"));
        tokens.add(Rules.applied("'action':'token','context':'cards'", "4111111111111111"));
        tokens.add(Rules.applied(
                Rules.change(Rules.means("k2"), "'action':'token'"), Schema.STRING_SCHEMA, "4111111111111111"));

        assertThat(tokens).hasSize(4);
    }

    @Test
    void isForeverTheSame() {
        List<Object> tokens =
                List.of(Rules.applied("'action':'token'", "Ada-1815"), Rules.applied("'action':'token'", 123456789L));

        // Tokens are stored and joined by: a change of how they are made is a break.
        assertThat(tokens).containsExactly("Aet-2995", 681001442L);
    }

    @Test
    void drawsEveryDigitAndLetterAboutAsOften() {
        int[] digits = new int[10];
        for (int i = 0; i < 2_000; i++) {
            String token = (String) Rules.applied("'action':'token'", String.format("%010d", i));
            token.chars().forEach(digit -> digits[digit - '0']++);
        }

        // 2,000 of each are due; six standard deviations are 255.
        assertThat(java.util.Arrays.stream(digits).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(1_745, 2_255));
    }

    @Test
    void failsWhereACheckDigitHasNoPlace() {
        assertThatThrownBy(() -> Rules.applied("'action':'token','luhn':true", "no digit"))
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("no-digits");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(80),
                Arbitraries.strings().all().ofMaxLength(40).map(TokenShapeTest::wellFormed),
                Arbitraries.strings().withChars("ÄÖÜäöüßŒ漢字٣४Ⅷǅ 012").ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> cards() {
        return Arbitraries.strings().numeric().ofMinLength(13).ofMaxLength(19);
    }

    /** A lone surrogate is no character: its bytes in UTF-8 are a question mark. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(sign -> Character.getType(sign) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<Object> shape(String text) {
        return text.codePoints()
                .<Object>mapToObj(sign -> Character.isDigit(sign)
                        ? "digit"
                        : Character.isLetter(sign)
                                ? Character.isUpperCase(sign) || Character.isTitleCase(sign) ? "upper" : "lower"
                                : sign)
                .toList();
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10;
    }
}
