// Makes the report page answer: rows open, sort and are filtered. Without it all of the page is there
// to read. Rows are shown a page at a time, so that thousands of them cost no more than a hundred.
'use strict';
document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', () => {
  const pageSize = 100;
  const byId = (id) => document.getElementById(id);
  const number = (n) => n.toLocaleString('en');

  // Light and dark: as the system has it, until the button is pressed.
  const theme = byId('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()));
  theme.hidden = false;
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    showTheme();
  });
  system.addEventListener('change', showTheme);
  showTheme();

  const table = byId('list');
  if (!table) return;
  const filters = byId('filters');
  const count = byId('count');
  const more = byId('more');
  const openAll = byId('open-all');
  const ranks = ['live', 'on-ref', 'staged', 'worktree', 'file', 'stdin', 'history', 'unreachable'];
  const numeric = (value) => (value === 'none' ? -Infinity : Number(value));

  const rows = [...table.tBodies].map((body, index) => ({
    body,
    index,
    severity: Number(body.dataset.severity),
    status: ranks.indexOf(body.dataset.status),
    introduced: numeric(body.dataset.introduced),
    exposed: numeric(body.dataset.exposed),
    words: null,  // all of its text, once somebody searches
    button: null, // once it is shown
  }));
  let sorting = null; // { head, key, falling }
  let matching = rows;
  let limit = pageSize;

  const wordsOf = (row) => (row.words ??= row.body.textContent.toLowerCase());
  const textIn = (row, name) => row.body.querySelector(name).textContent.trim().toLowerCase();
  const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const keys = {
    severity: (row) => row.severity,
    secret: (row) => textIn(row, '.rule'),
    status: (row) => row.status,
    place: (row) => textIn(row, '.of-place'),
    introduced: (row) => row.introduced,
    exposed: (row) => row.exposed,
  };

  const setOpen = (row, open) => {
    row.body.classList.toggle('open', open);
    row.button.setAttribute('aria-expanded', String(open));
  };

  // The name of the rule becomes a button the first time that its row is shown.
  const show = (row) => {
    row.body.classList.add('shown');
    if (row.button) return;
    const name = row.body.querySelector('.rule');
    row.button = document.createElement('button');
    row.button.type = 'button';
    row.button.append(...name.childNodes);
    name.append(row.button);
    const details = row.body.querySelector('.details');
    details.id = `d${row.index}`;
    row.button.setAttribute('aria-controls', details.id);
    setOpen(row, openAll.getAttribute('aria-pressed') === 'true');
  };

  // Of the rows only those that are shown stand in their order.
  const showPage = (begin) => {
    const page = matching.slice(begin, limit);
    page.forEach(show);
    table.append(...page.map((row) => row.body));
    const shown = Math.min(limit, matching.length);
    const all = rows.length === 1 ? '1 finding' : `${number(rows.length)} findings`;
    const match = matching.length === rows.length ? all : `${number(matching.length)} of ${all} match`;
    count.textContent = shown === matching.length ? match : `${match}; the first ${number(shown)} are shown`;
    more.hidden = shown === matching.length;
    more.textContent = `Show ${number(Math.min(pageSize, matching.length - shown))} more`;
  };

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(filters));
    const query = wanted.query.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ['severity', 'status', 'rule', 'author', 'folder'].filter((name) => wanted[name] !== 'all');
    matching = rows.filter((row) => {
      const fits = chosen.every((name) => row.body.dataset[name] === wanted[name])
        && query.every((word) => wordsOf(row).includes(word));
      if (fits === row.body.classList.contains('out')) row.body.classList.toggle('out', !fits);
      return fits;
    });
    for (const body of table.querySelectorAll('.shown')) body.classList.remove('shown');
    limit = pageSize;
    showPage(0);
  };

  // Without a head: the order in which the page came, what hurts most first.
  const sort = (head, falling) => {
    sorting?.head.removeAttribute('aria-sort');
    sorting = head && { head, falling };
    head?.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
    if (head) {
      const key = new Map(rows.map((row) => [row, keys[head.dataset.sort](row)]));
      rows.sort((a, b) => (falling ? -1 : 1) * compareText(key.get(a), key.get(b)) || a.index - b.index);
    } else {
      rows.sort((a, b) => a.index - b.index);
    }
    filter();
  };

  // Worst, latest and longest first, where that is what one looks for.
  const fallsFirst = ['severity', 'introduced', 'exposed'];
  for (const head of table.tHead.querySelectorAll('[data-sort]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const again = sorting?.head === head;
      sort(head, again ? !sorting.falling : fallsFirst.includes(head.dataset.sort));
    });
  }

  table.addEventListener('click', (event) => {
    const head = event.target.closest('.row');
    if (!head || event.target.closest('a') || String(getSelection())) return;
    const row = rows.find((each) => each.body === head.parentNode);
    setOpen(row, !row.body.classList.contains('open'));
  });

  let waiting = 0;
  for (const change of ['input', 'change']) {
    filters.addEventListener(change, () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(filter);
    });
  }
  filters.addEventListener('submit', (event) => event.preventDefault());
  filters.addEventListener('reset', () => setTimeout(() => sort(null, false)));
  const clear = () => {
    for (const control of filters.querySelectorAll('input, select')) {
      control.value = control.name === 'query' ? '' : 'all';
    }
  };

  openAll.addEventListener('click', () => {
    const open = openAll.getAttribute('aria-pressed') !== 'true';
    openAll.setAttribute('aria-pressed', String(open));
    rows.filter((row) => row.button).forEach((row) => setOpen(row, open));
  });

  more.addEventListener('click', () => {
    const begin = limit;
    limit += pageSize;
    showPage(begin);
    matching[begin].button.focus();
  });

  // A bar of "where they come from" filters by what it counts.
  for (const item of document.querySelectorAll('[data-filter]')) {
    const name = item.querySelector('.name');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'name';
    button.append(...name.childNodes);
    name.replaceWith(button);
    button.addEventListener('click', () => {
      clear();
      filters.elements[item.dataset.filter].value = item.dataset.value;
      filter();
      byId('findings').focus();
      byId('findings').scrollIntoView();
    });
  }

  // A link to one finding shows it, whatever was filtered, and opens it.
  const follow = () => {
    const row = location.hash && rows.find((each) => `#${each.body.id}` === location.hash);
    if (!row) return;
    if (row.body.classList.contains('out')) {
      clear();
      filter();
    }
    const begin = limit;
    limit = Math.max(limit, matching.indexOf(row) + 1);
    showPage(begin);
    setOpen(row, true);
    row.button.focus();
    row.body.scrollIntoView();
  };
  addEventListener('hashchange', follow);

  // On paper all that match are there.
  addEventListener('beforeprint', () => table.append(...matching.map((row) => row.body)));

  filters.hidden = false;
  filter();
  follow();
});
