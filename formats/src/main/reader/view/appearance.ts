//! The person's choices, applied to the page: language, time zone, light or dark.

import { currentLanguage, setLanguage } from '../core/words.ts';
import { localZone, setZone } from '../core/times.ts';
import { Preferences } from './preferences.ts';

const SYSTEM_IS_DARK = matchMedia('(prefers-color-scheme: dark)');

/** The person's choices, applied to the page before anything is shown. */
export function loadPreferences(storage?: Storage): Preferences {
  const preferences = new Preferences(
    {
      language: navigator.language || 'en',
      zone: localZone(),
      times: 'exact',
      theme: 'auto',
      keys: 'on',
    },
    storage,
  );
  applyPreferences(preferences);
  SYSTEM_IS_DARK.addEventListener('change', () => applyTheme(preferences));
  return preferences;
}

/** Applies all of them. */
export function applyPreferences(preferences: Preferences): void {
  setLanguage(preferences.get('language'));
  preferences.suggest('language', currentLanguage());
  if (!setZone(preferences.get('zone'))) {
    setZone(localZone());
    preferences.suggest('zone', localZone());
  }
  document.documentElement.lang = currentLanguage();
  applyTheme(preferences);
}

/** Makes the page light or dark. */
export function applyTheme(preferences: Preferences): void {
  const theme = preferences.get('theme');
  const dark = theme === 'dark' || (theme === 'auto' && SYSTEM_IS_DARK.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
