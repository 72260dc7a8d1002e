package dev.millrace.transforms.protection;

import java.util.List;
import java.util.Locale;

/** What is done to a text before it is hashed, so that spellings of one thing get one hash. */
enum Normalisation {
    /** White space at both ends goes. */
    TRIM {
        @Override
        String of(String text) {
            return text.strip();
        }
    },
    /** Lower case, whatever the locale of the worker. */
    LOWER {
        @Override
        String of(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /** Upper case, whatever the locale of the worker. */
    UPPER {
        @Override
        String of(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    },
    /** Everything but letters and digits goes, such as the dashes of a number. */
    ALPHANUMERIC {
        @Override
        String of(String text) {
            return text.codePoints()
                    .filter(Character::isLetterOrDigit)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    },
    /** Unicode's composed form (NFC): an accent is part of its letter. */
    NFC {
        @Override
        String of(String text) {
            return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
        }
    };

    abstract String of(String text);

    static String all(List<Normalisation> steps, String text) {
        String normalised = text;
        for (Normalisation step : steps) {
            normalised = step.of(normalised);
        }
        return normalised;
    }
}
