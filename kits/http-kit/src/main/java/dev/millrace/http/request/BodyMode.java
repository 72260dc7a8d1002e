package dev.millrace.http.request;

/** How the body of a request is made. */
public enum BodyMode {
    /** There is none. */
    NONE,
    /** A value as JSON; text and bytes as they are. */
    JSON,
    /** A value of text or bytes, as it is. */
    RAW,
    /** The fields of an HTML form. */
    FORM,
    /** Text with places. */
    TEMPLATE,
    /** A SOAP envelope around a template. */
    SOAP,
    /** A GraphQL request. */
    GRAPHQL,
    /** A CloudEvent. */
    CLOUDEVENTS,
    /** The parts of an HTML form, files among them. */
    MULTIPART
}
