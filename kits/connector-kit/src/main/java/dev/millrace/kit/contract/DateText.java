package dev.millrace.kit.contract;

import java.time.Year;

/** Dates and times as RFC 3339, 5.6, has them. */
final class DateText {

    private DateText() {}

    static boolean isDate(String text) {
        return text.length() == 10 && startsWithDate(text);
    }

    static boolean isDateTime(String text) {
        return text.length() > 11
                && startsWithDate(text)
                && (text.charAt(10) == 'T' || text.charAt(10) == 't')
                && isTime(text, 11);
    }

    /** Whether a time with its offset from UTC stands from there to the end. */
    static boolean isTime(String text, int from) {
        if (text.length() < from + 9 || text.charAt(from + 2) != ':' || text.charAt(from + 5) != ':') {
            return false;
        }
        int hour = two(text, from);
        int minute = two(text, from + 3);
        int second = two(text, from + 6);
        int at = from + 8;
        if (text.charAt(at) == '.') {
            int digits = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == digits) {
                return false;
            }
        }
        int offset = offset(text, at);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || offset == NONE) {
            return false;
        }
        // A leap second is one only at the end of a day of UTC.
        int utc = Math.floorMod(hour * 60 + minute - offset, 24 * 60);
        return second <= 59 || (second == 60 && utc == 23 * 60 + 59);
    }

    private static final int NONE = Integer.MIN_VALUE;

    /** The minutes east of UTC that stand from there to the end. */
    private static int offset(String text, int at) {
        if (at >= text.length()) {
            return NONE;
        }
        char sign = text.charAt(at);
        if ((sign == 'Z' || sign == 'z') && at + 1 == text.length()) {
            return 0;
        }
        if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return NONE;
        }
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static boolean startsWithDate(String text) {
        int century = two(text, 0);
        int year = two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        return century >= 0
                && year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= days(century * 100 + year, month)
                && text.charAt(4) == '-'
                && text.charAt(7) == '-';
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Two digits; below 0 for what is none. */
    private static int two(String text, int at) {
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
