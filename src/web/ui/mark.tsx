/** The service's own mark: a balanced pair of strokes. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="9" />
      <path class="mark-line" d="M9 12.5h14M9 19.5h14" />
      <circle class="mark-dot" cx="12.5" cy="12.5" r="2.6" />
      <circle class="mark-dot" cx="19.5" cy="19.5" r="2.6" />
    </svg>
  );
}
