package dev.millrace.feed.plan;

/**
 * How much of a record looks as its layout says.
 *
 * @param numbers the packed and zoned fields that are not empty
 * @param validNumbers those of them that are numbers
 * @param texts the text fields that are not empty
 * @param cleanTexts those of them without control characters
 */
public record Plausibility(int numbers, int validNumbers, int texts, int cleanTexts) {

    /** Nothing was looked at. */
    public static final Plausibility NONE = new Plausibility(0, 0, 0, 0);

    /** Of both together. */
    public Plausibility plus(Plausibility other) {
        return new Plausibility(
                numbers + other.numbers,
                validNumbers + other.validNumbers,
                texts + other.texts,
                cleanTexts + other.cleanTexts);
    }

    /** The valid numbers among all, from 0 to 1; 1 when there are none. */
    public double numberShare() {
        return numbers == 0 ? 1 : (double) validNumbers / numbers;
    }

    /** The clean texts among all, from 0 to 1; 1 when there are none. */
    public double textShare() {
        return texts == 0 ? 1 : (double) cleanTexts / texts;
    }
}
