package dev.millrace.ops.figures;

import java.util.Arrays;

/** The last values of one thing, one for each slot of time: the mean of what was measured in it. For one thread. */
final class Ring {

    private final float[] values;
    private long newest = Long.MIN_VALUE;
    private double sum;
    private int count;

    Ring(int slots) {
        values = new float[slots];
        Arrays.fill(values, Float.NaN);
    }

    /** Takes a value; one of a slot before the newest is left out, for then the clock was set back. */
    void put(long slot, double value) {
        if (slot < newest) {
            return;
        }
        if (slot > newest) {
            long skipped = newest == Long.MIN_VALUE ? 0 : Math.min(slot - newest - 1, values.length);
            for (long empty = slot - skipped; empty < slot; empty++) {
                values[index(empty)] = Float.NaN;
            }
            newest = slot;
            sum = 0;
            count = 0;
        }
        sum += value;
        count++;
        values[index(slot)] = (float) (sum / count);
    }

    /** What was measured in a slot; NaN where nothing was, or it is too long ago. */
    float at(long slot) {
        return slot > newest || slot <= newest - values.length ? Float.NaN : values[index(slot)];
    }

    private int index(long slot) {
        return (int) Math.floorMod(slot, (long) values.length);
    }
}
