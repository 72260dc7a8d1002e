package dev.millrace.kit.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that are checked without a library (JSON Schema Validation 2020-12, 7.3); without allocation for most. */
enum TextFormat {
    DATE {
        @Override
        boolean matches(String text) {
            return DateText.isDate(text);
        }
    },
    DATE_TIME {
        @Override
        boolean matches(String text) {
            return DateText.isDateTime(text);
        }
    },
    TIME {
        @Override
        boolean matches(String text) {
            return DateText.isTime(text, 0);
        }
    },
    UUID {
        @Override
        boolean matches(String text) {
            if (text.length() != 36) {
                return false;
            }
            for (int i = 0; i < 36; i++) {
                boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
                char c = text.charAt(i);
                if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    },
    EMAIL {
        @Override
        boolean matches(String text) {
            return EmailText.isAddress(text);
        }
    };

    abstract boolean matches(String text);

    /** What it is called in a schema. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<TextFormat> named(String name) {
        return Stream.of(values()).filter(format -> format.title().equals(name)).findFirst();
    }
}
