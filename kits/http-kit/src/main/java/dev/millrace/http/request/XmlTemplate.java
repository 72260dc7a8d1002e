package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;

/**
 * XML with places in its text and in the quotes of its attributes, checked once: what it makes is well-formed whatever the
 * values are.
 */
final class XmlTemplate {

    private XmlTemplate() {}

    /**
     * Binds the places of a document, or of a part of one.
     *
     * @param opening what stands in front of it, so that both are a document
     * @param closing what stands behind it
     * @throws IllegalArgumentException when it is not well-formed, has a document type, or a place stands where no value can
     */
    static <T> TextTemplate<T> of(Template template, Binding<T> binding, String opening, String closing) {
        StringBuilder sample = new StringBuilder(opening);
        Where where = new Where();
        for (TemplatePart part : template.parts()) {
            if (part instanceof TemplatePart.Fixed fixed) {
                fixed.text().chars().forEach(next -> where.take((char) next));
                sample.append(fixed.text());
            } else if (part instanceof TemplatePart.Place place) {
                where.refuseAllButText(place);
                sample.append('x');
            }
        }
        CheckedXml.check(sample + closing, lines(opening));
        return TextTemplate.of(template.parts(), binding.filled(), before -> PlaceEncoding.XML);
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Where in a document we are. */
    private static final class Where {

        private static final String COMMENT = "<!--";
        private static final String CDATA = "<![CDATA[";

        private final StringBuilder markup = new StringBuilder();
        private char quote;

        /** Goes on by one character: markup begins with {@code <}, and ends as it began. */
        void take(char next) {
            if (markup.isEmpty()) {
                if (next == '<') {
                    markup.append(next);
                }
                return;
            }
            markup.append(next);
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (isTag() && (next == '"' || next == '\'')) {
                quote = next;
            } else if (next == '>' && isComplete()) {
                markup.setLength(0);
            }
        }

        void refuseAllButText(TemplatePart.Place place) {
            if (!markup.isEmpty() && quote == 0) {
                throw new IllegalArgumentException("has the place ${" + place.name() + "} inside of "
                        + (isTag()
                                ? "a tag: put it into text, or between the quotes of an attribute"
                                : "a comment, a CDATA section or an instruction: put it into text"));
            }
            if (quote != 0 && Binding.isRaw(place)) {
                throw new IllegalArgumentException("has the place ${" + place.name()
                        + "} with |raw between quotes, which its value could end: remove |raw");
            }
        }

        private boolean isTag() {
            return markup.length() < 2 || (markup.charAt(1) != '!' && markup.charAt(1) != '?');
        }

        private boolean isComplete() {
            if (startsWith(COMMENT)) {
                return endsWith("-->") && markup.length() >= 7;
            }
            if (startsWith(CDATA)) {
                return endsWith("]]>");
            }
            return !startsWith("<?") || endsWith("?>");
        }

        private boolean startsWith(String text) {
            return markup.indexOf(text) == 0;
        }

        private boolean endsWith(String text) {
            return markup.length() >= text.length()
                    && markup.substring(markup.length() - text.length()).equals(text);
        }
    }
}
