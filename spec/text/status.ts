/** Whether a response is a success (RFC 9110, section 15.3). */
export function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status <= 299;
}

/** The words for a status wherever a finding names one. */
export function statusInWords(status: number): string {
  return `status ${status}`;
}
