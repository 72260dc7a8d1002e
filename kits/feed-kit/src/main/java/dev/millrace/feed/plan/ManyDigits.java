package dev.millrace.feed.plan;

import java.math.BigInteger;

/** Collects more digits than fit in a long. For one number. */
final class ManyDigits {

    private static final int CHUNK = NumberForm.LONG_DIGITS;
    private static final BigInteger CHUNK_POWER = BigInteger.valueOf(NumberForm.power(CHUNK));

    private BigInteger high = BigInteger.ZERO;
    private long low;
    private int count;

    void add(int digit) {
        if (count == CHUNK) {
            high = high.multiply(CHUNK_POWER).add(BigInteger.valueOf(low));
            low = 0;
            count = 0;
        }
        low = low * 10 + digit;
        count++;
    }

    /** All of them. */
    BigInteger number(boolean negative) {
        BigInteger number = high.signum() == 0
                ? BigInteger.valueOf(low)
                : high.multiply(BigInteger.valueOf(NumberForm.power(count))).add(BigInteger.valueOf(low));
        return negative ? number.negate() : number;
    }
}
