package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A number edited for people, by the positions of its picture: which of them are digits, where the point is, how its sign
 * shows (ISO/IEC 1989, PICTURE clause, editing rules). Immutable.
 */
final class Picture {

    /** What may stand in a position. */
    enum Position {
        /** A digit. */
        DIGIT,
        /** A digit; or a blank, an asterisk, a sign or a currency symbol in its place. */
        REPLACEABLE,
        SIGN,
        CURRENCY,
        /** A half of CR or DB, or a blank. */
        CREDIT,
        POINT,
        /** Something between digits that is none. */
        INSERTION,
        EXPONENT
    }

    private final List<Position> positions = new ArrayList<>();
    private int digits;
    private int scale;
    private boolean behindPoint;
    private boolean signed;

    /**
     * Reads an expanded picture.
     *
     * @param commaIsPoint whether comma and point have changed places
     */
    Picture(String picture, boolean commaIsPoint) {
        for (int i = 0; i < picture.length(); i++) {
            char symbol = picture.charAt(i);
            switch (symbol) {
                case 'V' -> behindPoint = true;
                case 'S' -> signed = true;
                case 'P' -> {
                    behindPoint |= digits == 0;
                    scale += behindPoint ? 1 : -1;
                }
                case '9' -> digit(Position.DIGIT);
                case 'Z', '*' -> digit(Position.REPLACEABLE);
                case '+', '-' -> sign(picture, i, Position.SIGN);
                case ',', '.' -> point(symbol == ',' == commaIsPoint);
                case 'B', '0', '/' -> positions.add(Position.INSERTION);
                case 'E' -> positions.add(Position.EXPONENT);
                default -> {
                    boolean credit = picture.startsWith("CR", i) || picture.startsWith("DB", i);
                    if (credit) {
                        positions.add(Position.CREDIT);
                        positions.add(Position.CREDIT);
                        i++;
                    } else {
                        sign(picture, i, Position.CURRENCY);
                    }
                }
            }
        }
    }

    private void digit(Position position) {
        positions.add(position);
        if (!positions.contains(Position.EXPONENT)) {
            digits++;
            scale += behindPoint ? 1 : 0;
        }
    }

    /** The first of several stands before the digits, the others float: they may be digits. */
    private void sign(String picture, int at, Position position) {
        if (picture.indexOf(picture.charAt(at)) < at && !positions.contains(Position.EXPONENT)) {
            digit(Position.REPLACEABLE);
        } else {
            positions.add(position);
        }
    }

    private void point(boolean isPoint) {
        behindPoint |= isPoint;
        positions.add(isPoint ? Position.POINT : Position.INSERTION);
    }

    /** In characters. */
    int length() {
        return positions.size();
    }

    /** The digits of a value in front of the exponent; at least 1. */
    int digits() {
        return Math.max(digits, 1);
    }

    int scale() {
        return scale;
    }

    Position at(int index) {
        return positions.get(index);
    }

    /** Whether its last digit carries a sign, as a zoned number's does. */
    boolean isSigned() {
        return signed;
    }

    /** Whether every digit may be blank, so that a blank field is zero. */
    boolean isSuppressible() {
        return !positions.contains(Position.DIGIT);
    }

    /** Whether it has an exponent (external floating point). */
    boolean hasExponent() {
        return positions.contains(Position.EXPONENT);
    }
}
