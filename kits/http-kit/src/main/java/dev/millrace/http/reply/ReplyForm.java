package dev.millrace.http.reply;

/** What the bodies of replies are made of. */
public enum ReplyForm {
    /** Anything; the status says what it means. */
    PLAIN,
    /** SOAP 1.1 or 1.2; a fault in the body counts whatever the status. */
    SOAP,
    /** GraphQL over HTTP; the body counts whatever the status. */
    GRAPHQL
}
