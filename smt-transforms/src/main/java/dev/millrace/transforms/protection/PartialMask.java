package dev.millrace.transforms.protection;

import java.util.OptionalInt;

/**
 * Shows the beginning and the end of a text and masks what is between. A text of no more characters than would be shown is masked
 * as a whole. Characters are code points.
 *
 * @param sign stands for each masked character
 * @param length how many signs stand, whatever the length of the text; empty for one for each masked character
 */
record PartialMask(int keepFirst, int keepLast, String sign, OptionalInt length) {

    String of(String text) {
        int characters = text.codePointCount(0, text.length());
        boolean shows = characters > keepFirst + keepLast;
        int from = shows ? text.offsetByCodePoints(0, keepFirst) : 0;
        int to = shows ? text.offsetByCodePoints(text.length(), -keepLast) : text.length();
        int masked = shows ? characters - keepFirst - keepLast : characters;
        return text.substring(0, from) + sign.repeat(length.orElse(masked)) + text.substring(to);
    }
}
