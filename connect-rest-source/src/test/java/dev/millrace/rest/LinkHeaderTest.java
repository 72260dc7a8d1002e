package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkHeaderTest {

    @Test
    void findsTheNextPageAmongOtherLinks() {
        String header = "<https://a.example/?page=1>; rel=\"prev\", <https://a.example/?page=3>; rel=\"next\"";

        assertThat(LinkHeader.next(List.of(header))).contains("https://a.example/?page=3");
    }

    @Test
    void takesSeveralRelationsOfALink() {
        assertThat(LinkHeader.next(List.of("</c>; rel=\"last NEXT\""))).contains("/c");
    }

    @Test
    void takesARelationWithoutQuotes() {
        assertThat(LinkHeader.next(List.of("</c>;rel=next"))).contains("/c");
    }

    @Test
    void isNotMisledByCommasInTargetsAndTexts() {
        String header = "</a?ids=1,2>; rel=prev; title=\"rel=next, <x>; rel=\\\"next\\\"\", </b?ids=3,4>; rel=next";

        assertThat(LinkHeader.next(List.of(header))).contains("/b?ids=3,4");
    }

    @Test
    void looksAtEveryFieldLine() {
        assertThat(LinkHeader.next(List.of("</a>; rel=prev", "</b>; rel=next"))).contains("/b");
    }

    @Test
    void countsTheFirstRelationParameterOnly() {
        assertThat(LinkHeader.next(List.of("</a>; rel=prev; rel=next"))).isEmpty();
    }

    @Test
    void passesOverLinksOfAnotherContext() {
        assertThat(LinkHeader.next(List.of("</a>; rel=next; anchor=\"/other\", </b>; rel=next")))
                .contains("/b");
    }

    @Test
    void findsNothingInWhatIsNoLink() {
        assertThat(LinkHeader.next(List.of("", "rel=next", "<unclosed; rel=next", "</a>")))
                .isEmpty();
    }
}
